"""A leg was answered. A seat's: caller and seat meet. A customer's: as we told it."""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain.inputs import LegAnswered
from callseat.domain.turn import Turn
from callseat.domain.world import LegState, Stage


def run(turn: Turn, event: LegAnswered) -> None:
    leg = turn.world.legs.get(event.leg)
    if leg is None or leg.state not in (LegState.DIALLED, LegState.RINGING):
        return
    leg.state = LegState.UP
    contact = turn.world.contacts.get(leg.contact)
    if contact is None or not leg.user or contact.stage is not Stage.OFFERED:
        return
    seat = turn.seat(leg.user)
    if seat.part is not None:
        contacts.connect(turn, contact, seat, seat.part)
