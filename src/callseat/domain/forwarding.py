"""Where a direct call to an extension goes: to its phone, to another, or outside.

Two slots for each extension, `always` and `busy`; the first wins. They are the extension's own and
are kept over logout and restart; off duty is busy. Never used for what a queue offers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from callseat.domain.directory import Forwarding
from callseat.domain.errors import Reason, Refused
from callseat.domain.rows import ForwardingRow
from callseat.domain.seat import status_of
from callseat.domain.status import Status
from callseat.domain.turn import Turn
from callseat.domain.world import World

MOST_HOPS = 3
NUMBER = re.compile(r"[0-9+*#]{2,20}")
FREE = (Status.IDLE, Status.WORK)  # work still admits calls meant for the seat


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a call ends up after `path`, the extensions that sent it on.

    `number` is an extension, or a number outside. `busy`: nobody can take it there.
    """

    number: str
    outside: bool = False
    busy: bool = False
    path: tuple[str, ...] = ()


def resolve(world: World, extension: str) -> Destination:
    """Follow the forwardings as they stand. A loop, or a hop too many, is busy."""
    path: tuple[str, ...] = ()
    number = extension
    while is_extension(world, number):
        busy = is_busy(world, number)
        onward = next_of(world, number, busy=busy)
        if not onward:
            return Destination(number, busy=busy, path=path)
        path = (*path, number)
        if onward in path or len(path) > MOST_HOPS:
            return Destination(number, busy=True, path=path)
        number = onward
    return Destination(number, outside=True, path=path)


def is_extension(world: World, number: str) -> bool:
    return number in world.desks or number in world.extensions


def is_busy(world: World, extension: str) -> bool:
    """In a call, ringing, BUSY, REST, UNREACHABLE, or nobody is logged in there."""
    seat = world.seats.get(world.extensions.get(extension, ""))
    return seat is None or status_of(seat) not in FREE


def next_of(world: World, extension: str, *, busy: bool) -> str:
    """The number that the extension sends its calls on to, "" if it takes them."""
    slots = world.forwardings.get(extension)
    if slots is None:
        return ""
    return slots.always or (slots.busy if busy else "")


def set_slot(turn: Turn, extension: str, mode: int, callee: str) -> None:
    """Set a slot (1 always, 2 busy) or clear both (0). Refused `bad_parameter`."""
    world = turn.world
    before = world.forwardings.get(extension, Forwarding(extension))
    if mode in (1, 2):
        _check(world, extension, callee)
    match mode:
        case 0:
            slots = Forwarding(extension)
        case 1:
            slots = replace(before, always=callee)
        case 2:
            slots = replace(before, busy=callee)
        case _:
            raise Refused(Reason.BAD_PARAMETER, "mode")
    # The order of changes is that of these times, in the database too.
    slots = replace(slots, set_at=max(turn.at, before.set_at + 1))
    world.forwardings[extension] = slots
    turn.save(ForwardingRow(extension, slots.always, slots.busy, slots.set_at))


def _check(world: World, extension: str, callee: str) -> None:
    """Follow the callee as if everybody were busy: no way back, and no more than three hops."""
    if not NUMBER.fullmatch(callee):
        raise Refused(Reason.BAD_PARAMETER, "callee")
    number = callee
    for _ in range(MOST_HOPS):
        if number == extension:
            break
        number = next_of(world, number, busy=True)
        if not number:
            return
    raise Refused(Reason.BAD_PARAMETER, "callee")
