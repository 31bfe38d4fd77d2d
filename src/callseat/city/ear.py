"""One party's ear: waits on the recording that Asterisk is still writing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .ears import WRITE_DELAY, Heard, read, seconds

LOOK_EVERY = 0.05
"""Seconds between two looks at a growing file."""
PATH_DELAY = 0.15
"""Seconds that sound may be under way between two parties (packets, jitter, mixing)."""


class NotHeardError(Exception):
    """A party did not hear in time what it was to hear; the text says what it heard."""


@dataclass(frozen=True, slots=True)
class Ear:
    """What arrives at one party in one call."""

    recording: Path

    async def listen(self, span: float) -> Heard:
        """The next `span` seconds of sound, none of it sent before now.

        When less arrives in good time, the result holds less: nothing was there to be heard.
        """
        start = seconds(self.recording) + WRITE_DELAY + PATH_DELAY
        deadline = _now() + span + 2 * WRITE_DELAY + PATH_DELAY + 1.0
        # Nothing tells of a file that grows: it is looked at.
        while seconds(self.recording) < start + span and _now() < deadline:
            await asyncio.sleep(LOOK_EVERY)
        return Heard(read(self.recording, start, start + span))

    async def until(self, holds: Callable[[Heard], bool], span: float, within: float) -> None:
        """Return once the last `span` seconds, all written after this call, satisfy `holds`.

        Raises NotHeardError after `within` seconds. Where too little sound arrives, what did
        arrive is judged at the end.
        """
        start, deadline = seconds(self.recording), _now() + within
        while True:
            end, late = seconds(self.recording), _now() > deadline
            if end - start >= span or late:
                found = Heard(read(self.recording, max(start, end - span), end))
                if holds(found):
                    return
                if late:
                    raise NotHeardError(f"within {within:g} s, at the end: {found.describe()}")
            await asyncio.sleep(LOOK_EVERY)


def _now() -> float:
    return asyncio.get_running_loop().time()
