"""The switch would not hang up a leg that is to go: it is told once more."""

from __future__ import annotations

from callseat.domain import effects
from callseat.domain.timer import HangUpAgain
from callseat.domain.turn import Turn


def run(turn: Turn, timer: HangUpAgain) -> None:
    if timer.stranger or timer.leg in turn.world.legs:
        turn.emit(effects.HangUp(timer.leg))
