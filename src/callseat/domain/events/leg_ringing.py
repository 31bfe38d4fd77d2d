"""A seat's phone rings."""

from __future__ import annotations

from callseat.domain import part
from callseat.domain.inputs import LegRinging
from callseat.domain.turn import Turn
from callseat.domain.world import LegState


def run(turn: Turn, event: LegRinging) -> None:
    leg = turn.world.legs.get(event.leg)
    if leg is None or leg.state is not LegState.DIALLED:
        return
    leg.state = LegState.RINGING
    contact = turn.world.contacts.get(leg.contact)
    if contact is not None and leg.user:
        part.ring(turn, contact, turn.seat(leg.user))
