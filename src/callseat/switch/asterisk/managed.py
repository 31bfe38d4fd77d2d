"""Effects that go over the manager interface: a desk phone answers, legs are recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import structlog

from callseat.domain import effects
from callseat.domain.effects import SwitchEffect
from callseat.switch.asterisk.ami import AmiClient, AmiFailure, AmiRefused
from callseat.switch.asterisk.recordings import (
    AlreadyRecordedError,
    NotRecordedError,
    Recordings,
)
from callseat.switch.failure import Failure

log = structlog.get_logger(__name__)

RECORD_OPTIONS = "D"  # both directions side by side in one raw file
ByManager = effects.AnswerPhone | effects.Record | effects.PauseRecording | effects.ResumeRecording
BY_MANAGER = get_args(ByManager)


class Managed:
    """`failed` is told of what was not done."""

    def __init__(
        self,
        ami: AmiClient,
        recordings: Recordings,
        failed: Callable[[SwitchEffect, Failure], None],
    ) -> None:
        self._ami = ami
        self._recordings = recordings
        self._failed = failed

    async def perform(self, effect: ByManager) -> None:
        try:
            match effect:
                case effects.AnswerPhone():
                    await self._ami.talk(effect.leg)
                case effects.Record():
                    await self._record(effect)
                case effects.PauseRecording() | effects.ResumeRecording():
                    self._recordings.check(effect.recording, effect.leg)
                    muted = isinstance(effect, effects.PauseRecording)
                    await self._ami.mute_recording(effect.leg, muted)
        except (AmiRefused, NotRecordedError):
            self._failed(effect, Failure.NOT_FOUND)
        except AlreadyRecordedError:
            self._failed(effect, Failure.CONFLICT)
        except (AmiFailure, ValueError) as error:
            log.warning("manager action failed", cause=str(error))
            self._failed(effect, Failure.NOT_CONNECTED)

    async def _record(self, effect: effects.Record) -> None:
        file = self._recordings.begin(effect.recording, effect.leg)
        try:
            await self._ami.start_recording(effect.leg, str(file), RECORD_OPTIONS)
        except BaseException:
            self._recordings.cancel(effect.recording, effect.leg)
            raise
