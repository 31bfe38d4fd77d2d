"""No rest while callers are answered too late: a group's floor, held against its lines' levels.

A group that is held back is noted at the line that does it, and looked at again when the level of
that line changes: by a caller, or because old minutes go out of sight.
"""

from __future__ import annotations

from callseat.domain.queue import level
from callseat.domain.rest.room import RestRoom
from callseat.domain.timer import LevelDue
from callseat.domain.turn import Turn
from callseat.domain.world import Line, Visit


def holds_back(turn: Turn, room: RestRoom) -> bool:
    """Whether a line that the group serves is under the group's floor."""
    floor = room.group.rest_floor
    for code in room.lines if floor else ():
        line = turn.world.lines.get(code)
        if line is None or line.closed or not level.is_below(line.level, floor, turn.at):
            continue
        line.held[room.group.code] = None
        turn.set_timer(f"level:{code}", level.next_change(line.level, turn.at), LevelDue(code))
        return True
    return False


def count(turn: Turn, line: Line, visit: Visit, outcome: str) -> None:
    """A wait is over. Who gave up within the time counts for nothing, as is usual."""
    waited, limit = turn.at - visit.joined_at, line.queue.service_level * 1000
    if outcome == "answered":
        level.count(line.level, turn.at, in_time=waited <= limit)
    elif outcome == "abandoned" and waited > limit:
        level.count(line.level, turn.at, in_time=False)
    else:
        return
    look_again(turn, line)


def look_again(turn: Turn, line: Line) -> None:
    """The line's level changed: groups that it held back, or whose seats it moves,
    are settled anew."""
    held, line.held = line.held, {}
    for code in held:
        turn.recheck(code)
    turn.blends.update(line.blends)
