"""A seat's own phone is rung at its own request, and asked to answer by itself."""

from __future__ import annotations

from callseat.domain import effects, legs, part, seat
from callseat.domain.errors import Reason, Refused
from callseat.domain.status import Status
from callseat.domain.timer import RingOver
from callseat.domain.turn import Turn
from callseat.domain.world import Activity, Errand, Seat

RING_TIME = 20  # seconds; a phone that answers by itself needs none
MAY_BEGIN = (Status.IDLE, Status.WORK, Status.BUSY)


def check_free(at: Seat) -> None:
    """The seat may begin something. Refused `wrong_status`, `phone_unreachable`."""
    if at.activity is not Activity.NONE or at.base not in MAY_BEGIN:
        raise Refused(Reason.WRONG_STATUS)
    check_phone(at)


def check_phone(at: Seat) -> None:
    """The seat's phone can be rung, or is in use. Refused `phone_unreachable`."""
    if not at.leg and not at.reachable:
        raise Refused(Reason.PHONE_UNREACHABLE)


def check_usable(turn: Turn, at: Seat) -> None:
    """As `check_phone`, for a seat that has calls: its phone may be on the way to the hook, and can
    not be rung until it is there. Refused `wrong_status` then.
    """
    leg = turn.world.legs.get(at.leg)
    if leg is not None and legs.is_ending(leg):
        raise Refused(Reason.WRONG_STATUS)
    check_phone(at)


def ring(turn: Turn, at: Seat, errand: Errand, shown: str, contact: str = "") -> None:
    """Ring the seat's phone, which shows `shown`; `errand` says what for."""
    at.errand = errand
    leg = part.ring_phone(turn, at, contact)
    turn.emit(effects.DialPhone(leg.id, at.extension, shown, auto_answer=True))
    turn.set_timer(f"ring:{leg.id}", RING_TIME, RingOver(leg.id))
    seat.refresh(turn, at, errand.verb)
