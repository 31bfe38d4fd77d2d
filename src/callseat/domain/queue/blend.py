"""Blending: seats of a group leave `auto` to help callers while a line of theirs is answered too
late, and go back when all its lines are well again.

Between both levels nothing changes. Only who was moved is moved back; a seat that says otherwise
meanwhile is left alone until its next login.
"""

from __future__ import annotations

from callseat.domain import seat as seats
from callseat.domain.queue import level
from callseat.domain.rest.room import RestRoom
from callseat.domain.timer import LevelDue
from callseat.domain.turn import Turn
from callseat.domain.world import Line, Mode, Seat

BLEND = "blend"


def overrule(at: Seat) -> None:
    """The seat's own word against its group's."""
    if at.blended:
        at.blended, at.wilful = False, True


def settle(turn: Turn) -> None:
    """Levels of these groups' lines changed: their seats are moved, if too many are, or too few."""
    groups, turn.blends = turn.blends, {}
    for code in groups:
        room = turn.world.rooms.get(code)
        if room is not None:
            _look(turn, room)


def _look(turn: Turn, room: RestRoom) -> None:
    world, group = turn.world, room.group
    helps = group.code in world.blended
    limit = group.blend_above if helps else group.blend_below
    low = [line for line in _lines(turn, room) if level.is_below(line.level, limit, turn.at)]
    for line in low:  # what was seen of it goes out of sight, without a caller
        due = level.next_change(line.level, turn.at)
        turn.set_timer(f"level:{line.queue.code}", due, LevelDue(line.queue.code))
    if helps and not low:
        del world.blended[group.code]
        _move(turn, group.code, to_callers=False)
    elif not helps and low:
        world.blended[group.code] = None
        _move(turn, group.code, to_callers=True)


def _lines(turn: Turn, room: RestRoom) -> list[Line]:
    found = (turn.world.lines.get(code) for code in room.lines)
    return [line for line in found if line is not None and not line.closed]


def _move(turn: Turn, group: str, *, to_callers: bool) -> None:
    for user in list(turn.world.members.get(group, ())):
        at = turn.seat(user)
        if to_callers and at.mode is Mode.AUTO and not at.wilful:
            at.mode, at.blended = Mode.MANUAL, True
        elif not to_callers and at.blended:
            at.mode, at.blended = Mode.AUTO, False
        else:
            continue
        seats.settle(turn, at, seats.Why(BLEND))
