"""What happened so far, counted from the rows that the server saves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from callseat.domain.rows import CallPartRow, ContactRow, QueueVisitRow, Row


@dataclass(slots=True)
class Tally:
    """`by_queue` counts visits by queue and outcome, `by_seat` answered parts by user.

    Once `closed`, nothing is counted any more: calls that end because everything ends tell nothing.
    `faults` are inputs that the engine could not carry out: mistakes of ours.
    """

    calls: int = 0
    answered: int = 0
    abandoned: int = 0
    faults: int = 0
    closed: bool = False
    by_queue: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_seat: Counter[str] = field(default_factory=Counter)

    def note(self, row: Row) -> None:
        """A row is counted once, when what it tells of is over (or, of a seat, is answered)."""
        if self.closed:
            return
        match row:
            case QueueVisitRow() if row.left_at:
                self.by_queue[row.queue, row.outcome] += 1
            case CallPartRow() if row.ended_at and row.answered_at:
                self.by_seat[row.user] += 1
            case ContactRow() if row.ended_at:
                self.calls += 1
                self.answered += row.outcome == "answered"
                self.abandoned += row.outcome == "abandoned"
