"""A recording is complete."""

from __future__ import annotations

from callseat.domain import recording
from callseat.domain.inputs import RecordingEnded
from callseat.domain.turn import Turn


def run(turn: Turn, event: RecordingEnded) -> None:
    recording.complete(turn, event.recording, event.duration_ms)
