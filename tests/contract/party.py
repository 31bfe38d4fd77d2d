"""The world that the contract is tested in: people with telephones around one switch."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from callseat.domain.effects import SwitchEffect
from callseat.domain.inputs import SwitchEvent
from callseat.switch.cause import Cause

E = TypeVar("E", bound=SwitchEvent)

MUSIC = "music"
SOUND = "sound"
SHORT_SOUND, SHORT_SOUND_SECONDS = "short", 1
LONG_SOUND = "long"  # lasts longer than any test
DEADLINE = 10.0


class Party(Protocol):
    """Somebody with a telephone, who speaks all the time. Others hear it as `name`."""

    name: str

    async def hang_up(self) -> None: ...

    async def press(self, digit: str) -> None: ...

    async def ended(self) -> Cause:
        """Wait until the call is over for this party, and say what it was told."""


class Telephone(Party, Protocol):
    """A seat's telephone. It rings until `answer`, `reject` or the effect AnswerPhone."""

    async def answer(self) -> None: ...

    async def reject(self) -> None: ...

    async def be_busy(self) -> None:
        """From now on answer every call with busy."""

    async def unregister(self) -> None: ...

    async def register(self) -> None: ...

    async def dial(self, callee: str) -> None: ...


class Exchange(Protocol):
    """A started switch, its test phones, and everything that it reported so far."""

    events: list[SwitchEvent]

    def perform(self, *effects: SwitchEffect) -> None: ...

    def new_id(self, kind: str) -> str:
        """An id that no other test uses."""

    async def phone(self, extension: str) -> Telephone:
        """Provision a phone and let it register; PhoneReachable is not waited for."""

    async def remove_phone(self, extension: str) -> None:
        """Let the switch forget the phone."""

    async def call(self, callee: str, caller: str = "13800138000", name: str = "") -> Party:
        """A customer calls. "" withholds the number."""

    async def expect(self, kind: type[E], **members: Any) -> E:
        """Wait for the next event of that kind with those members that nobody has taken yet."""

    async def expect_ears(self, listener: Party, *names: str) -> None:
        """Wait until the listener hears exactly these: names of parties, MUSIC, SOUND."""

    async def pass_time(self, seconds: float) -> None:
        """Let the call go on; the time is what the test is about (a recording's length)."""

    async def stop(self) -> None: ...
