"""What a view of the demonstration is, and the view without a terminal: a line for each event."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from callseat.demo.picture import Picture
from callseat.demo.tally import Tally
from callseat.demo.words import Story, Words
from callseat.domain.rows import CallPartRow, ContactRow, QueueVisitRow, Row, SeatSessionRow
from callseat.domain.text import Text
from callseat.printable import printable


class View(Protocol):
    def tell(self, step: Text) -> None:
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

    def __init__(self, write: Callable[[str], None], words: Words) -> None:
        self._print = write
        self._words = words
        self._began = time.monotonic()
        self._last: dict[str, str] = {}

    def tell(self, step: Text) -> None:
        self._say(step.of(self._words.language))

    def write(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._print(line)

    def happened(self, row: Row) -> None:
        key, sentence, over = described(row, self._words.story)
        # A row may be saved again without news.
        if sentence and self._last.get(key) != sentence:
            self._say(sentence)
            self._last[key] = sentence
        if over:
            self._last.pop(key, None)

    def show(self, picture: Picture, tally: Tally) -> None:
        """Only what changes is told."""

    def close(self) -> None:
        """Nothing is open."""

    def _say(self, sentence: str) -> None:
        self._print(f"{time.monotonic() - self._began:7.2f} s  {sentence}")


def described(row: Row, story: Story) -> tuple[str, str, bool]:
    """A row's key, what it says in a sentence ("": nothing of interest), whether it is the last."""
    match row:
        case ContactRow():
            return row.contact_id, _contact(row, story), bool(row.ended_at)
        case QueueVisitRow():
            return row.visit_id, _visit(row, story), bool(row.left_at)
        case CallPartRow():
            return row.call_no, _part(row, story), bool(row.ended_at)
        case SeatSessionRow():
            said = story.logged_out if row.logout_at else story.logged_in
            sentence = said.format(user=row.user, cause=story.word(row.cause))
            return row.session_id, sentence, bool(row.logout_at)
    return "", "", False


def _contact(row: ContactRow, story: Story) -> str:
    if row.answered_at and not row.ended_at:
        return ""
    return (story.over if row.ended_at else story.calls).format(
        contact=row.contact_id,
        caller=printable(row.caller),
        callee=printable(row.callee),
        seconds=(row.ended_at - row.arrived_at) / 1000,
        outcome=story.word(row.outcome),
    )


def _visit(row: QueueVisitRow, story: Story) -> str:
    return (story.leaves if row.left_at else story.waits).format(
        contact=row.contact_id,
        queue=row.queue,
        seconds=(row.left_at - row.joined_at) / 1000,
        outcome=story.word(row.outcome),
    )


def _part(row: CallPartRow, story: Story) -> str:
    if row.ended_at:
        said = story.talked if row.answered_at else story.not_taken
    else:
        said = story.answered if row.answered_at else story.offered
    return said.format(
        contact=row.contact_id,
        user=row.user,
        seconds=(row.ended_at - row.answered_at) / 1000,
        by=story.word(row.released_by),
        outcome=story.word(row.outcome),
    )
