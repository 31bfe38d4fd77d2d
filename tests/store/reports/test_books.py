"""The books of a span: whatever the records and the pieces, the sums are the span's."""

from __future__ import annotations

from dataclasses import asdict
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from callseat.domain.status import Status
from callseat.store.reports.books import (
    Books,
    add_intervals,
    add_overtime,
    add_parts,
    add_rests,
    add_visits,
)
from callseat.store.reports.span import By, Span, borders
from callseat.store.reports.tallies import QueueTally, SeatTally

HOUR = 3_600_000
START = 1_761_350_400_000  # the evening before clocks go back in Berlin
ZONES = st.sampled_from(["Europe/Berlin", "Asia/Shanghai", "Australia/Lord_Howe"])
STATUS = st.integers(1, len(Status) - 1)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = START + draw(st.integers(-48 * HOUR, 48 * HOUR))
    return Span(start, start + draw(st.integers(1, 72 * HOUR)), ZoneInfo(draw(ZONES)))


@st.composite
def chains(draw: st.DrawFn) -> list[tuple[int, int, int]]:
    """Intervals that follow one another, as a seat's sessions have them; some last no time."""
    at, rows = START + draw(st.integers(-72 * HOUR, 48 * HOUR)), []
    for status, pause, length in draw(
        st.lists(
            st.tuples(STATUS, st.sampled_from([0, 0, 0, HOUR]), st.integers(0, 9 * HOUR)),
            max_size=40,
        )
    ):
        rows.append((status, at + pause, at + pause + length))
        at += pause + length
    return rows


def total(books: Books[SeatTally]) -> SeatTally:
    tally = SeatTally()
    for _, _, each in books:
        tally.add(each)
    return tally


@given(span=spans(), rows=chains(), by=st.sampled_from(By))
def test_intervals_cut_at_borders_sum_to_the_spans_own(
    span: Span, rows: list[tuple[int, int, int]], by: By
) -> None:
    books = Books(borders(span, by), SeatTally)
    add_intervals(books, rows)
    tally = total(books)
    for status in Status:
        mine = [(began, ended) for each, began, ended in rows if each == status]
        inside = [max(0, min(ended, span.until) - max(began, span.start)) for began, ended in mine]
        assert tally.times[status] == sum(inside)
        assert tally.counts[status] == sum(span.start <= began < span.until for began, _ in mine)
    for began, ended, each in books:
        assert each.logged_in <= ended - began


@given(span=spans(), rows=chains(), by=st.sampled_from(By), allowance=st.integers(0, HOUR))
def test_rests_and_overtime_sum_to_the_spans_own(
    span: Span, rows: list[tuple[int, int, int]], by: By, allowance: int
) -> None:
    """Whatever is not REST inside of a rest (the phone was away) is no overtime."""
    rests = [(began, allowance) for _, began, _ in rows[::2]]
    cut, whole = Books(borders(span, by), SeatTally), Books(borders(span, By.ALL), SeatTally)
    for books in (cut, whole):
        add_rests(books, rests)
        add_overtime(books, rests, rows)
    assert asdict(total(cut)) == asdict(total(whole))
    over = 0
    for place, (status, began, ended) in enumerate(rows):
        if status == Status.REST:
            late = max(began, rows[place - place % 2][1] + allowance, span.start)
            over += max(0, min(ended, span.until) - late)
    assert total(whole).overtime == over


@given(
    span=spans(),
    parts=st.lists(
        st.tuples(
            st.integers(START - 72 * HOUR, START + 120 * HOUR),
            st.sampled_from(
                ["answered", "missed", "refused", "withdrawn", "failed", "ringing", "odd"]
            ),
        )
    ),
    by=st.sampled_from(By),
)
def test_calls_sum_to_the_spans_own(span: Span, parts: list[tuple[int, str]], by: By) -> None:
    books = Books(borders(span, by), SeatTally)
    add_parts(books, parts)
    inside = [outcome for offered, outcome in parts if span.start <= offered < span.until]
    tally = total(books)
    assert tally.offered == len(inside)
    assert tally.handled == inside.count("answered")
    for name in ("missed", "refused", "withdrawn", "failed"):
        assert getattr(tally, name) == inside.count(name)


def test_a_rest_that_lasts_is_counted_with_the_overtime_so_far() -> None:
    books = Books((0, 100), SeatTally)
    add_rests(books, [(50, 20)])
    add_overtime(books, [(50, 20)], [(Status.REST, 50, 90)])
    assert (total(books).rests, total(books).overtime) == (1, 20)


def test_occupancy_and_average_handling() -> None:
    books = Books((0, 10_000), SeatTally)
    add_intervals(
        books,
        [
            (Status.IDLE, 0, 1_000),
            (Status.RINGING, 1_000, 2_000),
            (Status.TALKING, 2_000, 4_000),
            (Status.HOLDING, 4_000, 4_500),
            (Status.CONFERENCE, 4_500, 5_000),
            (Status.WORK, 5_000, 6_000),
            (Status.REST, 6_000, 8_000),
        ],
    )
    add_parts(books, [(1_000, "answered"), (1_500, "answered"), (1_600, "missed")])
    tally = total(books)
    assert (tally.logged_in, tally.talk, tally.hold) == (8_000, 2_500, 500)
    assert tally.occupancy == 4_000 / 6_000
    assert tally.average_handling == 2_000
    assert (SeatTally().occupancy, SeatTally().average_handling) == (None, None)


def test_a_queue() -> None:
    books = Books((0, 100_000, 200_000), QueueTally)
    visits = [
        (0, 10_000, "answered"),
        (1, 20_001, "answered"),
        (2, 20_003, "answered"),
        (5, 50_005, "abandoned"),
        (99_999, 150_000, "overflow"),
        (100_000, 100_000, "failed"),
        (150_000, 0, "waiting"),
        (200_000, 200_001, "answered"),
    ]
    add_visits(books, visits, 20_000)
    first, second = (tally for _, _, tally in books)
    assert (first.offered, first.answered, first.in_time) == (5, 3, 2)
    assert (first.abandoned, first.overflowed, first.failed) == (1, 1, 0)
    assert first.service_level == 2 / 5
    assert first.longest_wait == 50_001
    assert first.average_answer == round((10_000 + 20_000 + 20_001) / 3)
    assert first.average_wait == round((10_000 + 20_000 + 20_001 + 50_000 + 50_001) / 5)
    assert (second.offered, second.failed, second.waiting) == (2, 1, 1)
    second.add(first)
    assert (second.offered, second.longest_wait) == (7, 50_001)


def test_a_queue_that_was_removed_has_no_service_level() -> None:
    books = Books((0, 100), QueueTally)
    add_visits(books, [(1, 2, "answered")], None)
    (tally,) = (tally for _, _, tally in books)
    assert tally.service_level is None
    assert QueueTally().average_wait is None
