"""A client's connection broke. That is no logout: there is a grace time to come back."""

from __future__ import annotations

from callseat.domain.inputs import ConnectionLost
from callseat.domain.queue import ready
from callseat.domain.seat import status_of
from callseat.domain.timer import GraceOver
from callseat.domain.turn import Turn


def run(turn: Turn, event: ConnectionLost) -> None:
    seat = turn.world.seats.get(event.user)
    if seat is None or seat.session != event.session or not seat.connected:
        return
    seat.connected = False
    ready.refresh(turn, seat, status_of(seat))
    turn.set_timer(f"grace:{seat.user}", turn.world.rules.grace, GraceOver(seat.user))
