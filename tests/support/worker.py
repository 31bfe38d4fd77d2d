"""A person at a seat: the SDK on a real WebSocket, a desk phone, and all events so far."""

from __future__ import annotations

import asyncio
from typing import Any

from callseat.city import DeskPhone
from callseat.city.waiting import Changes
from callseat.client import Event, Seat
from callseat.client.commands import EVENTS
from callseat.client.link import Link

PASSWORD = "correct horse"
DEADLINE = 15.0


class Worker(Seat):
    """`told` are the events of all logins, in order. `expect` takes them in order, too."""

    def __init__(self, url: str, user: str, phone: DeskPhone, password: str = PASSWORD) -> None:
        super().__init__(url, user, password, deadline=DEADLINE)
        self.phone = phone
        self.told: list[Event] = []
        self._taken = 0
        self._changes = Changes()
        for name in EVENTS:
            self.on(name)(self._note)

    def _note(self, event: Event) -> None:
        self.told.append(event)
        self._changes.tell()

    async def expect(self, name: str, within: float = DEADLINE, **params: Any) -> Event:
        """The next such event; those passed over on the way are not returned any more."""
        found: list[int] = []

        def holds() -> bool:
            found[:] = [
                place
                for place in range(self._taken, len(self.told))
                if self.told[place].name == name
                and all(self.told[place].get(key) == value for key, value in params.items())
            ]
            return bool(found)

        wanted = f"{name} {params} for {self.user}; so far {self._since()}"
        await self._changes.until(holds, within, wanted)
        self._taken = found[0] + 1
        return self.told[found[0]]

    async def expect_status(self, status: int, within: float = DEADLINE) -> Event:
        """The next time that this seat takes the status."""
        return await self.expect(
            "onStatus", within, targetUserName=self.user, status=str(int(status))
        )

    def names(self, call_no: str = "") -> list[str]:
        """Names of the events, those of one call if `call_no` is given."""
        return [
            event.name for event in self.told if not call_no or event.get("callNo", "") == call_no
        ]

    async def lose_connection(self) -> None:
        """The line breaks: no logout, no closing handshake; no coming back either."""
        link, runner = self._requests._way, self._runner
        assert isinstance(link, Link)
        assert runner is not None
        link._socket.transport.abort()
        runner.cancel()
        await asyncio.wait({runner})

    def _since(self) -> list[str]:
        return [f"{event.name} {event.params}" for event in self.told[self._taken :]]
