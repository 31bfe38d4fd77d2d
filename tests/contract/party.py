"""The world that the contract is tested in: people with telephones around one switch."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
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


class Manner(Enum):
    """What an outside number does when it is called."""

    ANSWERS = auto()  # at once
    RINGS = auto()  # until `answer` or `reject`
    ANNOUNCES = auto()  # is heard before it answers, and does not ring; until `answer`
    PERSON = auto()  # says hello and listens, then speaks on
    MACHINE = auto()  # speaks at length, then is silent
    BUSY = auto()  # SIP 486
    DECLINES = auto()  # SIP 603
    UNKNOWN = auto()  # SIP 404
    FULL = auto()  # SIP 503


@dataclass(frozen=True, slots=True)
class Recorded:
    """Who is to be heard in a recording, and how many seconds both sides of it are silent."""

    said: frozenset[str]
    heard: frozenset[str]
    silence: float


class Party(Protocol):
    """Somebody with a telephone, who speaks all the time. Others hear it as `name`."""

    name: str

    async def hang_up(self) -> None: ...

    async def press(self, digit: str) -> None: ...

    async def receives_digits(self, digits: str) -> None:
        """Wait until exactly these keys have come from the other side."""

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


class Callee(Party, Protocol):
    """Whoever was called at an outside number."""

    caller: str  # as shown there, "" if withheld

    async def answer(self) -> None: ...

    async def reject(self) -> None: ...


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

    def answering(self, number: str, manner: Manner) -> None:
        """How an outside number behaves when it is called from now on."""

    async def called(self, number: str) -> Callee:
        """Wait until the outside number is called, the first time in this test."""

    async def recorded(self, recording: str) -> Recorded:
        """What a recording holds that has ended."""

    async def expect(self, kind: type[E], **members: Any) -> E:
        """Wait for the next event of that kind with those members that nobody has taken yet."""

    async def expect_ears(self, listener: Party, *names: str) -> None:
        """Wait until the listener hears exactly these: names of parties, MUSIC, SOUND."""

    async def reconnect(self) -> None:
        """Break the connection to the switch; it comes back by itself."""

    async def pass_time(self, seconds: float) -> None:
        """Let the call go on; the time is what the test is about (a recording's length)."""

    async def stop(self) -> None: ...
