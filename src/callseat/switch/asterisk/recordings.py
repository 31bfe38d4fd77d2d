"""From what Asterisk recorded to a WAV file that can be listened to.

Asterisk writes raw 16-bit samples at 8 kHz, the two directions side by side: what the customer said
left, what the customer heard right. It is complete when nobody writes it any more, which a read
lease tells: the kernel grants one only then (fcntl(2), F_SETLEASE).
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import wave
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

import structlog

log = structlog.get_logger(__name__)

RATE = 8000
FRAME = 4  # bytes: two channels of 16 bits
BLOCK = 1 << 16
APPEARS_WITHIN, COMPLETE_WITHIN = 2.0, 10.0  # seconds; the file is there as soon as it is written
LOOK_EVERY = 0.05


class AlreadyRecordedError(Exception):
    """A leg is recorded once at a time."""


class NotRecordedError(LookupError):
    """No such recording of that leg is running."""


class Recordings:
    """Runs beside the calls; `done` is told each recording's name and length in milliseconds."""

    def __init__(self, raw: Path, finished: Path, done: Callable[[str, int], None]) -> None:
        self._raw = raw
        self._finished = finished
        self._done = done
        self._by_leg: dict[str, str] = {}
        self._finishing: dict[str, asyncio.Task[None]] = {}

    def begin(self, name: str, leg: str) -> Path:
        """Where Asterisk is to write. Raises AlreadyRecordedError, or ValueError for a bad name."""
        relative = PurePosixPath(name)
        if relative.is_absolute() or ".." in relative.parts:
            raise ValueError(f"not a recording's name: {name!r}")
        if leg in self._by_leg:
            raise AlreadyRecordedError(leg)
        self._by_leg[leg] = name
        return self._raw_file(name)

    def cancel(self, name: str, leg: str) -> None:
        """It could not be started; if the leg has ended meanwhile, there is nothing to wait for."""
        if self._by_leg.get(leg) == name:
            del self._by_leg[leg]
        elif name in self._finishing:
            self._finishing[name].cancel()

    def check(self, name: str, leg: str) -> None:
        """Raises NotRecordedError unless this recording of the leg is running."""
        if self._by_leg.get(leg) != name:
            raise NotRecordedError(name)

    def leg_ended(self, leg: str) -> None:
        """The recorded leg is gone: finish its recording."""
        name = self._by_leg.pop(leg, None)
        if name is not None:
            self._finish(name)

    def only(self, legs: Iterable[str]) -> None:
        """No other leg than these is there any more: what was written of others is all there is."""
        there = set(legs)
        for leg in [leg for leg in self._by_leg if leg not in there]:
            self.leg_ended(leg)

    async def stop(self) -> None:
        """Wait for those that are being finished."""
        if self._finishing:
            await asyncio.wait(self._finishing.values())

    def _finish(self, name: str) -> None:
        task = self._finishing[name] = asyncio.create_task(self._complete(name))
        task.add_done_callback(lambda _: self._finishing.pop(name))

    async def _complete(self, name: str) -> None:
        raw, target = self._raw_file(name), self._finished / name
        duration = 0
        try:
            await _until(raw.exists, APPEARS_WITHIN)
        except TimeoutError:
            # Its leg hung up at that moment: Asterisk says that it records, and does not.
            log.info("nothing was recorded", recording=name)
            self._done(name, 0)
            return
        try:
            await _until(lambda: is_unwritten(raw), COMPLETE_WITHIN)
            duration = await asyncio.to_thread(to_wave, raw, target)
        except (OSError, TimeoutError) as error:
            log.error("recording failed", recording=name, cause=repr(error))
        self._done(name, duration)

    def _raw_file(self, name: str) -> Path:
        return self._raw / f"{PurePosixPath(name).stem}.raw"


async def _until(holds: Callable[[], bool], seconds: float) -> None:
    """Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(LOOK_EVERY)


def is_unwritten(file: Path) -> bool:
    """Whether the file is there and nobody has it open for writing."""
    with contextlib.suppress(FileNotFoundError, BlockingIOError), file.open("rb") as opened:
        fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        return True
    return False


def to_wave(raw: Path, target: Path) -> int:
    """Write the WAV file, whole or not at all, and remove the raw one. Milliseconds of sound."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    with raw.open("rb") as source, wave.open(str(unfinished), "wb") as wav:
        wav.setnchannels(2)
        wav.setsampwidth(2)
        wav.setframerate(RATE)
        while block := source.read(BLOCK):
            wav.writeframesraw(block[: len(block) - len(block) % FRAME])
        frames = wav.getnframes()
    unfinished.replace(target)
    raw.unlink()
    return frames * 1000 // RATE
