"""A party's ear: waits on the recording that Asterisk is still writing."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from .ears import AUDIBLE, INAUDIBLE, WRITE_DELAY, Heard, read, seconds

LOOK_EVERY = 0.05
"""Seconds between two looks at a growing file."""
PATH_DELAY = 0.15
"""Seconds that sound may be under way between two parties (packets, jitter, mixing)."""
HEARING_SPAN = 0.4
ABSENCE_SPAN = 1.0
"""Seconds of sound that show a tone's presence, and its absence."""


class NotHeardError(Exception):
    """A party did not hear in time what it was to hear; the text says what it heard."""


class Voice(Protocol):
    """Whoever or whatever sounds with one tone, in hertz."""

    @property
    def tone(self) -> int: ...


class Listener(ABC):
    """Whoever hears. All waiting raises NotHeardError after `within` seconds."""

    @property
    @abstractmethod
    def recording(self) -> Path:
        """What arrives, as raw samples: 16 bit, 48 kHz."""

    async def hears(self, other: Voice, within: float = 5.0) -> None:
        """Wait until the other's voice arrives here."""
        tone = other.tone
        await self.listen_until(lambda it: it.level(tone) > AUDIBLE, HEARING_SPAN, within)

    async def hears_not(self, other: Voice, within: float = 5.0) -> None:
        """Wait until a whole second is without the other's voice (50 dB down at least)."""
        tone = other.tone
        await self.listen_until(lambda it: it.level(tone) < INAUDIBLE, ABSENCE_SPAN, within)

    async def hears_exactly(self, *others: Voice, music: bool = False, within: float = 8.0) -> None:
        """Wait until these voices and no other arrive, with or without music."""
        tones = {one.tone for one in others}
        await self.listen_until(
            lambda it: it.tones(tones).keys() == tones and it.has_music(tones) == music,
            HEARING_SPAN,
            within,
        )

    async def hears_music(self, within: float = 5.0) -> None:
        """Wait until sound arrives that is nobody's tone."""
        await self.listen_until(lambda it: it.has_music(), HEARING_SPAN, within)

    async def hears_silence(self, within: float = 5.0) -> None:
        await self.listen_until(lambda it: it.silence, ABSENCE_SPAN, within)

    async def listen(self, span: float = 1.0) -> Heard:
        """The next `span` seconds of sound, none of it sent before now, to be measured.

        When less arrives in good time, the result holds less: nothing was there to be heard.
        """
        start = seconds(self.recording) + WRITE_DELAY + PATH_DELAY
        deadline = _now() + span + 2 * WRITE_DELAY + PATH_DELAY + 1.0
        # Nothing tells of a file that grows: it is looked at.
        while seconds(self.recording) < start + span and _now() < deadline:
            await asyncio.sleep(LOOK_EVERY)
        return Heard(read(self.recording, start, start + span))

    async def listen_until(
        self, holds: Callable[[Heard], bool], span: float, within: float
    ) -> None:
        """Return once the last `span` seconds, all written after this call, satisfy `holds`.

        Where too little sound arrives, what did arrive is judged at the end.
        """
        start, deadline = seconds(self.recording), _now() + within
        judged = start
        while True:
            end, late = seconds(self.recording), _now() > deadline
            if (end - start >= span and end > judged) or late:
                judged, found = end, Heard(read(self.recording, max(start, end - span), end))
                if holds(found):
                    return
                if late:
                    raise NotHeardError(f"within {within:g} s, at the end: {found.describe()}")
            await asyncio.sleep(LOOK_EVERY)


def _now() -> float:
    return asyncio.get_running_loop().time()
