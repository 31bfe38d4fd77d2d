"""A number outside sends early media: who called it hears that."""

from __future__ import annotations

from callseat.domain import dialling, legs
from callseat.domain.inputs import LegProgress
from callseat.domain.turn import Turn


def run(turn: Turn, event: LegProgress) -> None:
    legs.turn_away(turn, event.leg)
    attempt = turn.world.attempts.get(event.leg)
    if attempt is not None:
        dialling.progresses(turn, attempt)
