"""Sounds that everybody in a call hears, one at a time; the next needs the end of the last."""

from __future__ import annotations

from callseat.domain import call as calls
from callseat.domain import effects, hearing, part
from callseat.domain.errors import Reason, Refused
from callseat.domain.turn import Turn
from callseat.domain.world import Call, Seat


def begin(turn: Turn, at: Seat, file: str, *, conference: bool) -> None:
    """Refused `no_call`, `not_in_conference`, `unknown_file`, `already_playing`."""
    call = _call(turn, at, conference=conference)
    if file not in turn.world.sounds:
        raise Refused(Reason.UNKNOWN_FILE, "fileno")
    if call.play:
        raise Refused(Reason.ALREADY_PLAYING)
    call.play, call.file, call.player = turn.new_id("p"), file, at.user
    call.conference = conference
    turn.emit(effects.PlayToCall(call.play, call.id, (file,)))


def stop(turn: Turn, at: Seat, *, conference: bool) -> None:
    """Refused `no_call`, `not_in_conference`, `not_playing`."""
    call = turn.world.calls[part.talking(at).call]
    if not call.play or call.stopping or call.conference is not conference:
        _call(turn, at, conference=conference)
        raise Refused(Reason.NOT_PLAYING)
    calls.stop_play(turn, call)  # also when so many left that it is no conference any more


def _call(turn: Turn, at: Seat, *, conference: bool) -> Call:
    call = turn.world.calls[part.talking(at).call]
    if conference and hearing.speakers(turn.world, call) < hearing.CONFERENCE:
        raise Refused(Reason.NOT_IN_CONFERENCE)
    return call
