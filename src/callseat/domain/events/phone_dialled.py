"""A seat's phone dialled by itself: calls are made by command, so it hears a refusal."""

from __future__ import annotations

from callseat.domain import effects
from callseat.domain.effects import HangUpReason
from callseat.domain.inputs import PhoneDialled
from callseat.domain.turn import Turn


def run(turn: Turn, event: PhoneDialled) -> None:
    turn.emit(effects.HangUp(event.leg, HangUpReason.REJECTED))
