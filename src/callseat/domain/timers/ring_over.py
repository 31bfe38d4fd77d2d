"""Nobody answered in time: a seat with an offer, a seat's own phone, or whom a seat called."""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain import dialling, errand, legs
from callseat.domain.dial_result import DialReason
from callseat.domain.dialer import progress
from callseat.domain.effects import HangUpReason
from callseat.domain.flow import outside
from callseat.domain.queue import call_back
from callseat.domain.timer import RingOver
from callseat.domain.turn import Turn
from callseat.domain.world import PartState, Seat


def run(turn: Turn, timer: RingOver) -> None:
    leg = turn.world.legs.get(timer.leg)
    if leg is None:
        return
    attempt = turn.world.attempts.get(leg.id)
    if attempt is not None:
        legs.hang_up(turn, leg.id, HangUpReason.NO_ANSWER)
        dialling.ring_over(turn, attempt)
    elif leg.id in turn.world.transfers:
        outside.ring_over(turn, leg.id)
    elif leg.id in turn.world.lead_calls:
        progress.ring_over(turn, turn.world.lead_calls[leg.id])
    elif leg.id in turn.world.called_back:
        call_back.not_reached(turn, leg.id, "no_answer")
    elif leg.user and turn.seat(leg.user).leg == leg.id:
        _seats_phone(turn, turn.seat(leg.user))


def _seats_phone(turn: Turn, at: Seat) -> None:
    part = at.part
    if at.errand is not None:
        legs.hang_up(turn, at.leg, HangUpReason.NO_ANSWER)
        errand.failed(turn, at, DialReason.NO_ANSWER)
    elif part is not None and part.state is PartState.RINGING:
        contact = turn.world.contacts[part.contact]
        contact.offered_to = ""
        legs.hang_up(turn, at.leg, HangUpReason.NO_ANSWER)
        contacts.not_taken(turn, contact, part, "missed")
