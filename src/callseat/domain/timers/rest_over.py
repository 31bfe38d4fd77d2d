"""The allowance of a rest is used up: overtime begins, and is told once."""

from __future__ import annotations

from callseat.domain.rest import stages
from callseat.domain.rest.room import RestStage
from callseat.domain.timer import RestOver
from callseat.domain.turn import Turn


def run(turn: Turn, timer: RestOver) -> None:
    seat = turn.world.seats.get(timer.user)
    if seat is None or seat.rest.stage is not RestStage.RESTING:
        return
    if turn.at >= seat.rest.began_at + seat.rest.allowance_ms:
        stages.overrun(turn, seat)
