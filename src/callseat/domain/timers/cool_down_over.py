"""The pause after a refused or missed call is over: the seat may be offered calls again."""

from __future__ import annotations

from callseat.domain.queue import ready
from callseat.domain.seat import status_of
from callseat.domain.timer import CoolDownOver
from callseat.domain.turn import Turn


def run(turn: Turn, timer: CoolDownOver) -> None:
    seat = turn.world.seats.get(timer.user)
    if seat is not None:
        seat.cooling = False
        ready.refresh(turn, seat, status_of(seat))
