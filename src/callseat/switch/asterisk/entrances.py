"""Legs that are being made: what follows in their lane waits until Asterisk takes orders for them.

The answer to a create may come before the channel has entered the application; an order for it in
between is refused.
"""

from __future__ import annotations

from callseat.switch.asterisk.orders import Order


class Entrances:
    """At most one leg enters in a lane at a time, since a second one waits too."""

    def __init__(self) -> None:
        self._lanes: dict[str, str] = {}  # leg -> lane
        self._waiting: dict[str, list[Order]] = {}  # by lane

    def begin(self, leg: str, lane: str) -> None:
        self._lanes[leg] = lane
        self._waiting[lane] = []

    def must_wait(self, effect: Order, lane: str) -> bool:
        """Whether the effect waits; then it is kept here."""
        waiting = self._waiting.get(lane)
        if waiting is not None:
            waiting.append(effect)
        return waiting is not None

    def over(self, leg: str) -> list[Order]:
        """The leg is there, or it could not be made: what waited for it."""
        return self._waiting.pop(self._lanes.pop(leg, ""), [])

    def all_over(self) -> list[Order]:
        """The connection is lost."""
        return [effect for leg in list(self._lanes) for effect in self.over(leg)]
