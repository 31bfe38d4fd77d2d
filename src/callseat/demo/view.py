"""What a view of the demonstration is, and the view without a terminal: a line for each event."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from callseat.demo.picture import Picture
from callseat.demo.tally import Tally
from callseat.domain.rows import CallPartRow, ContactRow, QueueVisitRow, Row, SeatSessionRow
from callseat.printable import printable


class View(Protocol):
    def tell(self, sentence: str) -> None:
        """A step of starting or stopping."""

    def write(self, lines: Sequence[str]) -> None:
        """Text as it is."""

    def happened(self, row: Row) -> None:
        """The server saved a row."""

    def show(self, picture: Picture, tally: Tally) -> None:
        """Twice a second."""

    def close(self) -> None: ...


class LineView:
    """Plain lines with the seconds since the beginning."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._print = write
        self._began = time.monotonic()
        self._last: dict[str, str] = {}

    def tell(self, sentence: str) -> None:
        self._print(f"{time.monotonic() - self._began:7.2f} s  {sentence}")

    def write(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._print(line)

    def happened(self, row: Row) -> None:
        key, sentence, over = described(row)
        # A row may be saved again without news.
        if sentence and self._last.get(key) != sentence:
            self.tell(sentence)
            self._last[key] = sentence
        if over:
            self._last.pop(key, None)

    def show(self, picture: Picture, tally: Tally) -> None:
        """Only what changes is told."""

    def close(self) -> None:
        """Nothing is open."""


def described(row: Row) -> tuple[str, str, bool]:
    """A row's key, what it says in a sentence ("": nothing of interest), whether it is the last."""
    match row:
        case ContactRow():
            return row.contact_id, _contact(row), bool(row.ended_at)
        case QueueVisitRow():
            return row.visit_id, _visit(row), bool(row.left_at)
        case CallPartRow():
            return row.call_no, _part(row), bool(row.ended_at)
        case SeatSessionRow():
            said = f"logged out: {row.cause}" if row.logout_at else "logged in"
            return row.session_id, f"{row.user} {said}", bool(row.logout_at)
    return "", "", False


def _contact(row: ContactRow) -> str:
    if row.ended_at:
        seconds = (row.ended_at - row.arrived_at) / 1000
        return f"{row.contact_id} {printable(row.caller)} over after {seconds:.1f} s: {row.outcome}"
    return (
        ""
        if row.answered_at
        else f"{row.contact_id} {printable(row.caller)} calls {printable(row.callee)}"
    )


def _visit(row: QueueVisitRow) -> str:
    if not row.left_at:
        return f"{row.contact_id} waits in {row.queue}"
    seconds = (row.left_at - row.joined_at) / 1000
    return f"{row.contact_id} leaves {row.queue} after {seconds:.1f} s: {row.outcome}"


def _part(row: CallPartRow) -> str:
    if row.ended_at and row.answered_at:
        seconds = (row.ended_at - row.answered_at) / 1000
        return f"{row.contact_id} talked {seconds:.1f} s with {row.user}, {row.released_by} hung up"
    if row.ended_at:
        return f"{row.contact_id} not taken by {row.user}: {row.outcome}"
    if row.answered_at:
        return f"{row.contact_id} answered by {row.user}"
    return f"{row.contact_id} offered to {row.user}"
