"""A lost connection did not come back: the seat is logged out, after its call if it has one."""

from __future__ import annotations

from callseat.domain import effects, seat_gone
from callseat.domain.seat import dismiss
from callseat.domain.timer import GraceOver
from callseat.domain.turn import Turn
from callseat.domain.world import Activity


def run(turn: Turn, timer: GraceOver) -> None:
    seat = turn.world.seats.get(timer.user)
    if seat is None or seat.connected or not seat.login:
        return
    if seat.activity is not Activity.NONE:
        turn.emit(effects.EndSession(seat.session, "connection_lost"))
        seat.session = ""
    dismiss(turn, seat, "connection_lost")
    seat_gone.give_back(turn, seat)
