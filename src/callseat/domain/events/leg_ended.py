"""A leg is gone: a customer's, a seat's, or one that we told to go."""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain import feed
from callseat.domain import seat as seats
from callseat.domain.inputs import LegEnded
from callseat.domain.seat_table import Happening
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Leg, LegState, Seat, Stage

REFUSED_SIP = (403, 486, 600, 603)  # RFC 3261 section 21: somebody pressed reject


def run(turn: Turn, event: LegEnded) -> None:
    end_leg(turn, event)


def end_leg(turn: Turn, event: LegEnded, cause: str = "normal") -> None:
    """Take the leg out of the world, and settle what it was part of."""
    leg = turn.world.legs.get(event.leg)
    if leg is None:
        return
    was, leg.state = leg.state, LegState.ENDING
    contact = turn.world.contacts.get(leg.contact)
    if contact is not None and was is not LegState.ENDING:
        if leg.user:
            _seat_left(turn, contact, leg, event, cause)
        else:
            contacts.end(turn, contact, "customer" if cause == "normal" else "system", cause)
    del turn.world.legs[leg.id]
    if leg.user:
        _release(turn, turn.seat(leg.user))


def _seat_left(turn: Turn, contact: Contact, leg: Leg, event: LegEnded, cause: str) -> None:
    if contact.stage is Stage.OFFERED:
        contacts.not_taken(turn, contact, turn.seat(leg.user), _why_not(event, cause))
    else:
        contacts.end(turn, contact, "seat" if cause == "normal" else "system", cause)


def _why_not(event: LegEnded, cause: str) -> str:
    """Why the offer was not taken; a failure of the switch is not the seat's."""
    if cause != "normal":
        return "failed"
    return "refused" if event.sip in REFUSED_SIP else "missed"


def _release(turn: Turn, seat: Seat) -> None:
    seats.put_on_hook(turn, seat)
    seats.happen(turn, seat, Happening.RELEASED)
    if seat.removed:
        feed.leave(turn, seat, seat.account.group)
        del turn.world.seats[seat.user]
