"""Connections that have not logged in yet: only so many, in all and from one address."""

from __future__ import annotations

from collections import Counter


class Stay:
    """One connection in the lobby. `leave` may be called again."""

    def __init__(self, lobby: Lobby, address: str) -> None:
        self._lobby: Lobby | None = lobby
        self._address = address

    def leave(self) -> None:
        lobby, self._lobby = self._lobby, None
        if lobby is not None:
            lobby.left(self._address)


class Lobby:
    """Counts those inside by address; nothing is kept of those who have left."""

    def __init__(self, limit: int, limit_per_address: int) -> None:
        self._limit = limit
        self._limit_per_address = limit_per_address
        self._inside: Counter[str] = Counter()
        self._total = 0

    def enter(self, address: str) -> Stay | None:
        """None when there is no room."""
        if self._total >= self._limit or self._inside[address] >= self._limit_per_address:
            return None
        self._total += 1
        self._inside[address] += 1
        return Stay(self, address)

    def left(self, address: str) -> None:
        """To be called by a Stay alone."""
        self._total -= 1
        self._inside[address] -= 1
        if not self._inside[address]:
            del self._inside[address]
