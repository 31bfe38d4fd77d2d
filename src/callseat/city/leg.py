"""One call as one party of the city has it: what it does, what it hears, what became of it."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.errors import AriError
from callseat.switch.asterisk.ari.operation import Operation

from .ear import Ear, NotHeardError
from .ears import AUDIBLE, INAUDIBLE, Heard
from .manner import Act
from .tones import sound_class
from .waiting import Changes, TooLateError

__all__ = ["Leg", "NotHeardError", "Party", "TooLateError"]

Ask = Callable[[Operation[Any], str], Awaitable[Any]]
"""Does one ARI operation; the text is the channel that it concerns."""
What = Literal["dialled", "ringing", "answered", "digit", "ended"]
HEARING_SPAN = 0.4
ABSENCE_SPAN = 1.0
"""Seconds of sound that show a tone's presence, and its absence."""


class Party(Protocol):
    """Whoever speaks."""

    @property
    def tone(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Happening:
    """`at` is in seconds since the epoch."""

    at: float
    what: What
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """Who ended a call and why; `status` is the SIP status of a call that failed, if one was."""

    by: Literal["self", "far"]
    cause: int
    """Q.850."""
    status: int | None


class Leg:
    """`tone` is in hertz; 0: this party does not speak."""

    def __init__(self, channel: str, tone: int, ear: Ear, ask: Ask) -> None:
        self.channel, self.tone = channel, tone
        self.log: list[Happening] = []
        self.ending: Ending | None = None
        self._ear, self._ask = ear, ask
        self._changes = Changes()
        self._leaving = False
        self._stamps: set[str] = set()

    def at(self, what: What) -> float | None:
        """When something happened first, in seconds since the epoch; None: not yet."""
        return next((one.at for one in self.log if one.what == what), None)

    @property
    def fate(self) -> str:
        """`open`, `answered`, or why it was never answered: `486`, or `cause 16` without SIP."""
        if self.at("answered") is not None:
            return "answered"
        if self.ending is None:
            return "open"
        return str(self.ending.status or f"cause {self.ending.cause}")

    @property
    def digits(self) -> str:
        """Keys that the other side pressed."""
        return "".join(one.detail for one in self.log if one.what == "digit")

    @property
    def recording(self) -> str:
        """The file of what this party heard: raw samples, 16 bit, 48 kHz."""
        return str(self._ear.recording)

    async def until(self, *what: What, within: float = 5.0) -> Leg:
        """Wait for the first of such happenings, past ones included. Raises TooLateError."""
        wanted = f"{what} of {self.channel}; so far {[one.what for one in self.log]}"
        holds = lambda: any(self.at(one) is not None for one in what)  # noqa: E731
        await self._changes.until(holds, within, wanted)
        return self

    async def until_digits(self, digits: str, within: float = 5.0) -> None:
        """Wait until exactly these keys have been pressed by the other side."""
        wanted = f"keys {digits} at {self.channel}"
        await self._changes.until(lambda: self.digits == digits, within, wanted)

    async def answer(self) -> None:
        """Take the ringing call and speak."""
        await self._do(ari.channels_answer(self.channel))
        if self.tone:
            await self._do(ari.channels_start_moh(self.channel, moh_class=sound_class(self.tone)))

    async def hang_up(self, act: Act | None = None) -> None:
        """End the call, or refuse it as `act` says; nothing happens to one that has ended."""
        self._leaving = True
        cause = act.value if act is not None and act.refuses else "16"
        await self._do(ari.channels_hangup(self.channel, reason_code=cause))

    async def press(self, digits: str) -> None:
        """Press keys (RFC 4733), a tenth of a second each with as long a pause."""
        await self._do(ari.channels_send_dtmf(self.channel, dtmf=digits, duration=100, between=100))

    async def hears(self, other: Party, within: float = 5.0) -> None:
        """Wait until the other's voice arrives here. Raises NotHeardError."""
        tone = other.tone
        await self._ear.until(lambda it: it.level(tone) > AUDIBLE, HEARING_SPAN, within)

    async def hears_not(self, other: Party, within: float = 5.0) -> None:
        """Wait until a whole second is without the other's voice (50 dB down at least)."""
        tone = other.tone
        await self._ear.until(lambda it: it.level(tone) < INAUDIBLE, ABSENCE_SPAN, within)

    async def listen_until(
        self, holds: Callable[[Heard], bool], span: float, within: float
    ) -> None:
        """Wait until the last `span` seconds are as `holds` wants. Raises NotHeardError."""
        await self._ear.until(holds, span, within)

    async def hears_music(self, within: float = 5.0) -> None:
        """Wait until sound arrives that is nobody's tone."""
        await self._ear.until(lambda it: it.music, HEARING_SPAN, within)

    async def hears_silence(self, within: float = 5.0) -> None:
        await self._ear.until(lambda it: it.silence, ABSENCE_SPAN, within)

    async def listen(self, span: float = 1.0) -> Heard:
        """What arrives in the next seconds, to be measured."""
        return await self._ear.listen(span)

    def note(self, what: What) -> None:
        """The city tells; the same again is no news."""
        if self.at(what) is None:
            self._add(Happening(time.time(), what))

    def note_digit(self, digit: str, stamp: str) -> None:
        """The city tells of a key pressed at the other side, perhaps twice with one time stamp."""
        if stamp not in self._stamps:
            self._stamps.add(stamp)
            self._add(Happening(time.time(), "digit", digit))

    def note_end(self, cause: int, status: int | None) -> None:
        """The city tells that the channel is gone."""
        self.ending = Ending("self" if self._leaving else "far", cause, status)
        self.note("ended")

    def _add(self, happening: Happening) -> None:
        self.log.append(happening)
        self._changes.tell()

    async def _do(self, operation: Operation[Any]) -> None:
        """A refusal because the other side has just hung up is no error of this party."""
        try:
            await self._ask(operation, self.channel)
        except AriError:
            if self.ending is None:
                await self._changes.until(
                    lambda: self.ending is not None, 1.0, f"{operation.name} on {self.channel}"
                )
