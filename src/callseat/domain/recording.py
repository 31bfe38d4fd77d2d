"""Recordings: one for each contact, on the customer's leg, named before it begins."""

from __future__ import annotations

from datetime import UTC, datetime

from callseat.domain import effects
from callseat.domain.rows import RecordingRow
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, RecordingState


def begin(turn: Turn, contact: Contact) -> None:
    """Record the contact from here to its end, if its project records and it is not yet."""
    if not contact.project.recorded or contact.recording:
        return
    day = datetime.fromtimestamp(turn.at / 1000, UTC).strftime("%Y/%m/%d")
    contact.recording = f"{day}/{contact.id}.wav"
    turn.world.recordings[contact.recording] = RecordingState(contact.id, turn.at)
    turn.emit(effects.Record(contact.recording, contact.leg))
    turn.save(RecordingRow(contact.recording, contact.id, turn.at))


def complete(turn: Turn, name: str, duration_ms: int) -> None:
    """The recording can be listened to, or failed (no length)."""
    state = turn.world.recordings.pop(name, None)
    if state is None:
        return
    turn.save(
        RecordingRow(
            name=name,
            contact_id=state.contact,
            started_at=state.started_at,
            ended_at=turn.at,
            duration_ms=duration_ms,
            state="done" if duration_ms else "failed",
        )
    )
