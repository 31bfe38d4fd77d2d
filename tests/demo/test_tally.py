"""What is counted: each visit, part and contact once, when it is over."""

from __future__ import annotations

from dataclasses import replace

from callseat.demo.tally import Tally
from callseat.domain.rows import CallPartRow, ContactRow, QueueVisitRow

CONTACT = ContactRow("x-1", "P1", "13800138000", "4001", 1000)
VISIT = QueueVisitRow("v-1", "x-1", "sales", 0, 2000)
PART = CallPartRow("c-1", "x-1", "anna", "1001", "0", "1", "4001", "P1", "sales", 2000)


def counted(*rows) -> Tally:
    tally = Tally()
    for row in rows:
        tally.note(row)
    return tally


def test_what_still_runs_is_not_counted() -> None:
    assert counted(CONTACT, VISIT, PART, replace(PART, answered_at=3000)) == Tally()


def test_an_answered_call_is_counted_once() -> None:
    answered = replace(CONTACT, answered_at=3000)
    tally = counted(
        CONTACT,
        VISIT,
        PART,
        replace(VISIT, left_at=3000, outcome="answered"),
        answered,
        replace(PART, answered_at=3000),
        replace(PART, answered_at=3000, ended_at=4000),
        replace(answered, ended_at=4000, outcome="answered"),
    )
    assert (tally.calls, tally.answered, tally.abandoned) == (1, 1, 0)
    assert tally.by_queue == {("sales", "answered"): 1}
    assert tally.by_seat == {"anna": 1}


def test_an_abandoned_call_counts_at_its_line_and_at_no_seat() -> None:
    tally = counted(
        replace(VISIT, left_at=3000, outcome="abandoned"),
        replace(PART, ended_at=3000, outcome="withdrawn"),
        replace(CONTACT, ended_at=3000, outcome="abandoned"),
    )
    assert (tally.calls, tally.answered, tally.abandoned) == (1, 0, 1)
    assert tally.by_queue == {("sales", "abandoned"): 1}
    assert not tally.by_seat


def test_what_ends_because_everything_ends_is_not_counted() -> None:
    tally = Tally(closed=True)
    tally.note(replace(CONTACT, ended_at=3000, outcome="abandoned"))
    assert tally.calls == 0
