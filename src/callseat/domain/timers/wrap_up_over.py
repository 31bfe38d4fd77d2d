"""The time for work after the call is over: the seat is idle again."""

from __future__ import annotations

from callseat.domain.seat import Why, settle
from callseat.domain.status import Status
from callseat.domain.timer import WrapUpOver
from callseat.domain.turn import Turn


def run(turn: Turn, timer: WrapUpOver) -> None:
    seat = turn.world.seats.get(timer.user)
    if seat is not None and seat.base is Status.WORK:
        seat.base = Status.IDLE
        settle(turn, seat, Why("wrap_up_over"))
