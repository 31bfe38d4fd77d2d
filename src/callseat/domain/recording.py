"""Recordings: one for each contact, on the customer's leg, named before it begins.

It follows the customer: whoever talks with it is in it. Its segments say who, and when it was
paused or the customer on hold.
"""

from __future__ import annotations

from datetime import UTC, datetime

from callseat.domain import effects, hearing
from callseat.domain.errors import Reason, Refused
from callseat.domain.rows import RecordingRow, RecordingSegmentRow
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, RecordingState, World


def begin(turn: Turn, contact: Contact) -> None:
    """Record the contact from here to its end, if its project records and it is not yet."""
    if not contact.project.recorded or contact.recording:
        return
    day = datetime.fromtimestamp(turn.at / 1000, UTC).strftime("%Y/%m/%d")
    contact.recording = f"{day}/{contact.id}.wav"
    turn.world.recordings[contact.recording] = RecordingState(contact.id, turn.at)
    turn.emit(effects.Record(contact.recording, contact.leg))
    turn.save(RecordingRow(contact.recording, contact.id, turn.at))
    follow(turn, contact)


def follow(turn: Turn, contact: Contact, cause: str = "") -> None:
    """Begin a new segment if others talk with the customer now, or it is alone, or paused.

    One that had no length is written anew.
    """
    state = turn.world.recordings.get(contact.recording)
    if state is None or contact.leg not in turn.world.legs:
        return
    segment = _segment(turn.world, contact, state)
    if segment == state.segment:
        return
    if state.segment_at < turn.at:
        _close(turn, contact.recording, state)
        state.number += 1
    state.segment, state.segment_at, state.cause = segment, turn.at, cause
    turn.save(_row(contact.recording, state))


def set_paused(turn: Turn, contact: Contact, *, paused: bool, by: str) -> None:
    """Silence instead of what is said, or no more.

    Refused `not_recorded`, `wrong_status` if it is so already.
    """
    state = turn.world.recordings.get(contact.recording)
    if state is None:
        raise Refused(Reason.NOT_RECORDED)
    if state.paused is paused:
        raise Refused(Reason.WRONG_STATUS)
    state.paused = paused
    kind = effects.PauseRecording if paused else effects.ResumeRecording
    turn.emit(kind(contact.recording, contact.leg))
    follow(turn, contact, by)


def not_set(turn: Turn, name: str, *, paused: bool) -> None:
    """The switch did not pause it, or did not go on with it: it is as it was."""
    state = turn.world.recordings.get(name)
    contact = turn.world.contacts.get(state.contact) if state is not None else None
    if state is not None and contact is not None and state.paused is paused:
        state.paused = not paused
        follow(turn, contact, "switch_failed")


def complete(turn: Turn, name: str, duration_ms: int) -> None:
    """The recording can be listened to, or failed (no length)."""
    state = turn.world.recordings.pop(name, None)
    if state is None:
        return
    if state.number:
        turn.save(_row(name, state, max(state.started_at + duration_ms, state.segment_at)))
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


def _segment(world: World, contact: Contact, state: RecordingState) -> tuple[str, str]:
    call = world.calls.get(world.legs[contact.leg].call)
    talkers = hearing.talkers(world, call) if call else []
    kind = "paused" if state.paused else "talk" if call else "hold"
    return ",".join(talkers), kind


def _close(turn: Turn, name: str, state: RecordingState) -> None:
    if state.number:
        turn.save(_row(name, state, turn.at))


def _row(name: str, state: RecordingState, until: int = 0) -> RecordingSegmentRow:
    return RecordingSegmentRow(
        recording=name,
        number=state.number,
        began_ms=state.segment_at - state.started_at,
        ended_ms=until - state.started_at if until else -1,
        seats=state.segment[0],
        state=state.segment[1],
        cause=state.cause,
    )
