"""One call as one party of the city has it: what it does, what it hears, what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from typing import Any

from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.errors import AriError
from callseat.switch.asterisk.ari.operation import Operation

from .ear import Listener
from .keys import write_keys
from .manner import Act
from .story import Story
from .tones import SILENCE, sound_class

Ask = Callable[[Operation[Any], str], Awaitable[Any]]
"""Does one ARI operation; the text is the channel that it concerns."""
NORMAL_CLEARING = "16"


class Leg(Story, Listener):
    """`tone` is in hertz; 0: this party does not speak."""

    def __init__(self, channel: str, tone: int, recording: Path, ask: Ask) -> None:
        super().__init__(channel)
        self.tone = tone
        self.caller = ""
        """The number shown with a call that came, "" if none was."""
        self.in_band = False
        """Keys go as tones in the sound. May be set."""
        self._recording, self._ask = recording, ask
        self._presses = count(1)

    @property
    def recording(self) -> Path:
        return self._recording

    async def answer(self) -> None:
        """Take the ringing call and speak."""
        await self._do(ari.channels_answer(self.channel))
        await self.speak()

    async def speak(self) -> None:
        """From now on, without a pause."""
        if self.tone:
            await self._do(ari.channels_start_moh(self.channel, moh_class=sound_class(self.tone)))

    async def fall_silent(self) -> None:
        """Still on the line, as a person who listens."""
        await self._do(ari.channels_start_moh(self.channel, moh_class=sound_class(SILENCE)))

    async def announce(self) -> None:
        """Speak to the caller without taking the call (RFC 3261 21.1.5)."""
        await self._do(ari.channels_progress(self.channel))
        await self._do(ari.channels_start_moh(self.channel, moh_class=sound_class(self.tone)))

    async def hang_up(self, act: Act | None = None) -> None:
        """End the call, or refuse it as `act` says; nothing happens to one that has ended."""
        if self.ending is not None:
            return
        self._leaving = True
        cause = act.value if act is not None and act.refuses else NORMAL_CLEARING
        await self._do(ari.channels_hangup(self.channel, reason_code=cause))

    async def press(self, digits: str) -> None:
        """Press keys, a tenth of a second each with as long a pause.

        In the sound they take the voice's place; it goes on afterwards.
        """
        if not self.in_band:
            request = ari.channels_send_dtmf(self.channel, dtmf=digits, duration=100, between=100)
            await self._do(request)
            return
        # Not by Asterisk: it sends nothing at all in the pauses, and the same key twice is one.
        file = self.recording.with_name(f"{self.channel}-keys-{next(self._presses)}.wav")
        await asyncio.to_thread(write_keys, file, digits)
        await self._do(ari.channels_play(self.channel, [f"sound:{file.with_suffix('')}"]))
        if self.tone:
            await self._do(ari.channels_start_moh(self.channel, moh_class=sound_class(self.tone)))

    async def _do(self, operation: Operation[Any]) -> None:
        """A refusal because the other side has just hung up is no error of this party."""
        try:
            await self._ask(operation, self.channel)
        except AriError as error:
            if error.status != 404:
                raise
            await self.until("ended", within=1.0)
