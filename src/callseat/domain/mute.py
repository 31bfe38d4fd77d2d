"""Who is muted: a seat, toward everybody in its call. It ends with that call."""

from __future__ import annotations

from callseat.domain import effects
from callseat.domain.notices import OnMute
from callseat.domain.turn import Turn
from callseat.domain.world import Part, Seat


def on(turn: Turn, at: Seat, talking: Part) -> None:
    """Nothing if it is so already."""
    if not at.muted:
        at.muted = talking.call_no
        turn.emit(effects.Mute(at.leg))


def off(turn: Turn, at: Seat) -> None:
    at.muted = ""
    turn.emit(effects.Unmute(at.leg))


def not_set(turn: Turn, at: Seat, *, muted: bool) -> None:
    """The switch did not do it: it is as it was, and the seat is told so.

    Nothing if the seat has changed its mind meanwhile, or has no call any more.
    """
    call_no = at.muted or at.active or next(reversed(at.parts), "")
    if call_no and muted is (at.muted != ""):
        at.muted = "" if muted else call_no
        turn.notify(effects.Seat(at.user), OnMute(call_no, not muted, "switch_failed"))
