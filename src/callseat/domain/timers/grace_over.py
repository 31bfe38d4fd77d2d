"""A lost connection did not come back: the seat is logged out, after its call if it has one."""

from __future__ import annotations

from callseat.domain.seat import dismiss
from callseat.domain.timer import GraceOver
from callseat.domain.turn import Turn


def run(turn: Turn, timer: GraceOver) -> None:
    seat = turn.world.seats.get(timer.user)
    if seat is None or seat.connected or not seat.login:
        return
    dismiss(turn, seat, "connection_lost")
