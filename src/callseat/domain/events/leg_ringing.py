"""A phone rings: a seat's, for a call or at its own request, or one outside."""

from __future__ import annotations

from callseat.domain import dialling, errand, legs, part
from callseat.domain.dialer import attempts
from callseat.domain.inputs import LegRinging
from callseat.domain.turn import Turn
from callseat.domain.world import LegState


def run(turn: Turn, event: LegRinging) -> None:
    leg = turn.world.legs.get(event.leg)
    legs.turn_away(turn, event.leg)
    if leg is None or leg.state is not LegState.DIALLED:
        return
    leg.state = LegState.RINGING
    attempt = turn.world.attempts.get(leg.id)
    if attempt is not None:
        dialling.rings(turn, attempt)
    elif leg.id in turn.world.lead_calls:
        attempts.rings(turn, turn.world.lead_calls[leg.id])
    elif leg.user:
        at = turn.seat(leg.user)
        if at.errand is not None:
            errand.rings(turn, at)
        elif at.part is not None:
            part.ring(turn, at.part)
