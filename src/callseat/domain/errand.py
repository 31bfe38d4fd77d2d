"""A seat's own phone is rung because the seat asked for something; it answers by itself.

Then the errand is done: a number is dialled, a held call fetched, a supervisor put on a line.
"""

from __future__ import annotations

from callseat.domain import call as calls
from callseat.domain import dialling, effects, legs, own_phone, part, seat, supervision, talk
from callseat.domain.dial_result import DialReason, DialResult
from callseat.domain.turn import Turn
from callseat.domain.world import Errand, Seat


def begin(turn: Turn, at: Seat, errand: Errand, shown: str, contact: str) -> None:
    """Do it at once if the seat's phone is in use, else ring it; it shows `shown`."""
    if legs.is_up(turn, at.leg):
        at.errand = errand
        _do(turn, at)
    else:
        own_phone.ring(turn, at, errand, shown, contact)


def answered(turn: Turn, at: Seat) -> None:
    """The seat's phone is there."""
    rings(turn, at)  # a phone that answers at once does not say that it rings
    turn.cancel_timer(f"ring:{at.leg}")
    seat.take_off_hook(turn, at)
    if at.muted:  # it was on the hook meanwhile; the mute is the call's
        turn.emit(effects.Mute(at.leg))
    _do(turn, at)


def _do(turn: Turn, at: Seat) -> None:
    errand, at.errand = at.errand, None
    if errand is None:
        return
    match errand.verb:
        case "dial":
            dialling.dial(turn, at.parts[errand.call_no])
        case "fetch":
            talk.fetch(turn, at.parts[errand.call_no])
        case "supervise":
            supervision.attach(turn, at, errand.target, errand.mode)
        case "intercept":
            supervision.take_over(turn, at, errand.target, errand.call_no)
    calls.let_phone_go(turn, at)
    seat.refresh(turn, at, errand.verb)


def failed(turn: Turn, at: Seat, reason: DialReason) -> None:
    """The seat's own phone did not come. Its leg is gone, or was told to go."""
    errand, at.errand = at.errand, None
    turn.cancel_timer(f"ring:{at.leg}")
    if errand is not None and errand.verb == "dial":
        dialling.failed(turn, at.parts[errand.call_no], DialResult(reason))
    calls.let_phone_go(turn, at)
    seat.refresh(turn, at, "not_answered")


def cancel(turn: Turn, at: Seat) -> None:
    """The seat wants it no more."""
    failed(turn, at, DialReason.CANCELLED)


def rings(turn: Turn, at: Seat) -> None:
    """The seat's phone rings for its own call: told by onRing of type 1."""
    errand = at.errand
    if errand is not None and errand.verb == "dial":
        part.ring(turn, at.parts[errand.call_no])
