"""A leg was answered: a seat's for an offer, at its own request, or one that a seat called."""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain import dialling, errand, legs, supervision
from callseat.domain.dialer import progress
from callseat.domain.flow import outside as flow_outside
from callseat.domain.inputs import LegAnswered
from callseat.domain.queue import call_back
from callseat.domain.turn import Turn
from callseat.domain.world import LegState, Stage


def run(turn: Turn, event: LegAnswered) -> None:
    world = turn.world
    leg = world.legs.get(event.leg)
    legs.turn_away(turn, event.leg)
    if leg is None or leg.state not in (LegState.DIALLED, LegState.RINGING):
        return
    leg.state = LegState.UP
    attempt = world.attempts.get(leg.id)
    if attempt is not None:
        dialling.answered(turn, attempt)
    elif leg.id in world.transfers:
        flow_outside.answered(turn, leg.id)
    elif leg.id in world.called_back:
        call_back.reached(turn, leg.id)
    elif leg.id in world.lead_calls:
        progress.answered(turn, world.lead_calls[leg.id])
    elif leg.id in world.taps:
        supervision.tapped(turn, turn.seat(world.taps[leg.id]))
    elif leg.user:
        _seat_answered(turn, leg.user)


def _seat_answered(turn: Turn, user: str) -> None:
    at = turn.seat(user)
    if at.errand is not None:
        errand.answered(turn, at)
        return
    contact = turn.world.contacts.get(at.part.contact) if at.part else None
    if at.part is not None and contact is not None and contact.stage is Stage.OFFERED:
        contacts.connect(turn, contact, at.part)
