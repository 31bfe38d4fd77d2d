"""How quickly a line moves: the wait that a caller may expect."""

from __future__ import annotations

from callseat.domain.turn import Turn
from callseat.domain.world import Line

SHARE = 4  # a new gap counts one in so many
LONGEST_GAP = 600_000  # ms: a pause in the night says nothing about the day


def taken(turn: Turn, line: Line) -> None:
    """A seat answered somebody of the line."""
    gap = turn.at - line.taken_at
    if line.taken_at and gap <= LONGEST_GAP:
        line.gap = gap if not line.gap else line.gap + (gap - line.gap) // SHARE
    line.taken_at = turn.at


def estimate(line: Line, place: int) -> int:
    """Seconds until who stands at this place (1 is the first) is answered; 0 is unknown."""
    return line.gap * place // 1000


def longest_wait(turn: Turn, line: Line) -> int:
    """Seconds that the first in line has waited, 0 if nobody does."""
    if not line.waiting:
        return 0
    first = turn.world.contacts[line.waiting.first()]
    return (turn.at - first.waiting_since) // 1000
