"""Old minutes went out of a line's service level: groups that it held back may rest, perhaps."""

from __future__ import annotations

from callseat.domain.rest import floor
from callseat.domain.timer import LevelDue
from callseat.domain.turn import Turn


def run(turn: Turn, timer: LevelDue) -> None:
    line = turn.world.lines.get(timer.queue)
    if line is not None:
        floor.look_again(turn, line)
