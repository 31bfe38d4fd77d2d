"""Messages that callers leave: Asterisk records what the leg says, and the file is brought home.

A message is over at its limit, after silence, by a key, or with its leg; whether Asterisk tells
first that or the end of the leg does not matter. Source: ARI, POST /channels/{id}/record.
"""

from __future__ import annotations

import asyncio
import shutil
import wave
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

import structlog

from callseat.domain.effects import RecordMessage
from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.messages import AnyEvent
from callseat.switch.asterisk.ari.operation import Operation
from callseat.switch.asterisk.recordings import until_unwritten

log = structlog.get_logger(__name__)

END_KEY = "#"
TONE = "beep"  # a sound of the library
_ENDING = ".wav"
Done = Callable[[str, int, str], None]


class Messages:
    """`done` is told each message's name, its length in milliseconds, and what went wrong."""

    def __init__(self, spool: Path, finished: Path, done: Done) -> None:
        self._spool = spool
        self._finished = finished
        self._done = done
        self._legs: dict[str, str] = {}  # by the name that Asterisk knows
        self._names: dict[str, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, effect: RecordMessage) -> Operation[ari.LiveRecording]:
        """The request that starts it. Raises ValueError for a bad name."""
        path = PurePosixPath(effect.name)
        if path.is_absolute() or ".." in path.parts or path.suffix != _ENDING:
            raise ValueError(f"not a message's name: {effect.name!r}")
        spooled = _spooled(effect.name)
        self._legs[spooled], self._names[spooled] = effect.leg, effect.name
        return ari.channels_record(
            effect.leg,
            spooled,
            "wav",
            max_duration_seconds=effect.longest,
            max_silence_seconds=effect.silence,
            if_exists="fail",
            terminate_on=END_KEY,
        )

    def cancel(self, effect: RecordMessage) -> None:
        """It could not be started."""
        self._forget(_spooled(effect.name))

    def event(self, event: AnyEvent) -> None:
        """What Asterisk tells; only recordings are of interest."""
        if isinstance(event, ari.RecordingFinished):
            self.finished(event.recording)
        elif isinstance(event, ari.RecordingFailed):
            self.failed(event.recording)

    def finished(self, recording: ari.LiveRecording) -> None:
        """Asterisk says that it is over."""
        if recording.name in self._names:
            self._finish(recording.name)

    def failed(self, recording: ari.LiveRecording) -> None:
        name = self._names.get(recording.name)
        self._forget(recording.name)
        if name is not None:
            log.error("message failed", message=name, cause=recording.cause)
            self._done(name, 0, "failed")

    def leg_ended(self, leg: str) -> None:
        for spooled in [one for one, of in self._legs.items() if of == leg]:
            self._finish(spooled)

    def only(self, legs: Iterable[str]) -> None:
        """No other leg than these is there any more."""
        there = set(legs)
        for leg in [leg for leg in self._legs.values() if leg not in there]:
            self.leg_ended(leg)

    async def stop(self) -> None:
        """Wait for those that are being brought home."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _finish(self, spooled: str) -> None:
        name = self._names[spooled]
        self._forget(spooled)
        task = asyncio.create_task(self._bring(spooled, name))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _bring(self, spooled: str, name: str) -> None:
        source = self._spool / f"{spooled}{_ENDING}"
        duration, error = 0, ""
        try:
            await until_unwritten(source)
            duration = await asyncio.to_thread(_move, source, self._finished / name)
        except (OSError, TimeoutError, EOFError, wave.Error) as trouble:
            log.error("message failed", message=name, cause=repr(trouble))
            error = "failed"
        self._done(name, duration, error)

    def _forget(self, spooled: str) -> None:
        self._legs.pop(spooled, None)
        self._names.pop(spooled, None)


def sound_a_tone(leg: str, tone: str) -> Operation[ari.Playback]:
    """The request that tells the caller to speak now; `tone` is a path without ending."""
    return ari.channels_play_with_id(leg, f"tone-{leg}", [f"sound:{tone}"])


def _spooled(name: str) -> str:
    return name.removesuffix(_ENDING).replace("/", "-")


def _move(source: Path, target: Path) -> int:
    """To another file system whole or not at all; milliseconds of sound."""
    with wave.open(str(source)) as wav:
        duration: int = wav.getnframes() * 1000 // wav.getframerate()
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    shutil.copyfile(source, unfinished)
    unfinished.replace(target)
    source.unlink()
    return duration
