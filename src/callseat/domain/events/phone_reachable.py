"""A seat's phone registered, or is registered no more."""

from __future__ import annotations

from callseat.domain.inputs import PhoneReachable
from callseat.domain.seat import Why, settle
from callseat.domain.turn import Turn


def run(turn: Turn, event: PhoneReachable) -> None:
    set_reachable(turn, event.extension, reachable=event.reachable)


def set_reachable(turn: Turn, extension: str, *, reachable: bool) -> None:
    world = turn.world
    if reachable:
        world.phones[extension] = None
    else:
        world.phones.pop(extension, None)
    seat = world.seats.get(world.extensions.get(extension, ""))
    if seat is not None and seat.reachable != reachable:
        seat.reachable = reachable
        settle(turn, seat, Why("phone_back" if reachable else "phone_lost"))
