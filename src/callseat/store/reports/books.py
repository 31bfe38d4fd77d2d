"""Adding up: intervals, rests, call parts and visits into the buckets of a span. Pure.

What lasts is cut at the borders; what is counted belongs to the bucket in which it began. So the
sums over all buckets are the span's, to the millisecond, and what has begun before the span is
timed but not counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, Generic, Protocol, Self, TypeVar

from callseat.domain.status import Status
from callseat.store.reports.tallies import CampaignTally, FlowTally, QueueTally, SeatTally


class _Tally(Protocol):
    def add(self, other: Self) -> None: ...


T = TypeVar("T", bound=_Tally)
HUNG_UP = "hung_up"  # the branch of who hung up at a node


class Books(Generic[T]):
    """Tallies by bucket; a bucket in which nothing was has none."""

    def __init__(self, borders: Sequence[int], new: Callable[[], T]) -> None:
        self.borders = borders
        self.buckets: dict[int, T] = {}
        self._new = new

    def at(self, moment: int) -> T | None:
        """The tally of the bucket that holds this moment; None outside the span."""
        return self.around(moment)[2]

    def around(self, moment: int) -> tuple[int, int, T | None]:
        """Begin, end and tally of the bucket that holds this moment; outside the span none."""
        if not self.borders[0] <= moment < self.borders[-1]:
            return 0, 0, None
        place = bisect_right(self.borders, moment) - 1
        return self.borders[place], self.borders[place + 1], self._bucket(place)

    def pieces(self, began: int, ended: int) -> Iterator[tuple[T, int]]:
        """The buckets that this stretch touches, with the milliseconds it spends in each."""
        began, ended = max(began, self.borders[0]), min(ended, self.borders[-1])
        place = bisect_right(self.borders, began) - 1
        while began < ended:
            border = min(ended, self.borders[place + 1])
            yield self._bucket(place), border - began
            began, place = border, place + 1

    def add(self, other: Books[T]) -> None:
        """Add books with the same borders."""
        for place, tally in other.buckets.items():
            self._bucket(place).add(tally)

    def __iter__(self) -> Iterator[tuple[int, int, T]]:
        """Begin, end and tally of each bucket that has one, in order of time."""
        for place in sorted(self.buckets):
            yield self.borders[place], self.borders[place + 1], self.buckets[place]

    def _bucket(self, place: int) -> T:
        tally = self.buckets.get(place)
        if tally is None:
            tally = self.buckets[place] = self._new()
        return tally


# Rows are plain tuples, as they come from the database: there may be millions.


def add_intervals(books: Books[SeatTally], rows: Iterable[Sequence[int]]) -> None:
    """Each: status, began, ended."""
    begin = end = 0
    tally = None
    for status, began, ended in rows:
        if not begin <= began < end:
            begin, end, tally = books.around(began)
        if tally is not None:
            tally.counts[status] += 1
            if ended <= end:  # most: looking for borders would cost more than all the rest
                tally.times[status] += ended - began
                continue
        for piece, spent in books.pieces(began, ended):
            piece.times[status] += spent


def add_rests(books: Books[SeatTally], rests: Iterable[Sequence[int]]) -> None:
    """Each: began, allowance."""
    for began, _ in rests:
        tally = books.at(began)
        if tally is not None:
            tally.rests += 1


def add_overtime(
    books: Books[SeatTally], rests: Sequence[Sequence[int]], rows: Iterable[Sequence[int]]
) -> None:
    """The time in REST beyond the allowance. `rests` are in order; `rows`: see add_intervals."""
    for status, began, ended in rows:
        if status != Status.REST:
            continue
        place = bisect_right(rests, began, key=itemgetter(0)) - 1
        if place >= 0:
            for tally, spent in books.pieces(max(began, sum(rests[place])), ended):
                tally.overtime += spent


_PARTS = {
    "answered": "handled",
    "missed": "missed",
    "refused": "refused",
    "withdrawn": "withdrawn",
    "failed": "failed",
}


def add_parts(books: Books[SeatTally], rows: Iterable[Sequence[Any]]) -> None:
    """Each: offered at, outcome."""
    for offered, outcome in rows:
        tally = books.at(offered)
        if tally is None:
            continue
        tally.offered += 1
        counter = _PARTS.get(outcome)
        if counter:
            setattr(tally, counter, getattr(tally, counter) + 1)


def add_visits(
    books: Books[QueueTally], rows: Iterable[Sequence[Any]], in_time: int | None
) -> None:
    """Each: joined, left (0 while waiting), outcome. `in_time`: the longest wait that is."""
    for joined, left, outcome in rows:
        tally = books.at(joined)
        if tally is not None:
            _add_visit(tally, left - joined if left else None, outcome, in_time)


def add_step(books: Books[FlowTally], entered: int, left: int, branch: str) -> None:
    """A stay at a node; `left` is 0 while it lasts."""
    tally = books.at(entered)
    if tally is None:
        return
    tally.entered += 1
    if not left:
        tally.here += 1
        return
    tally.spent += left - entered
    tally.longest = max(tally.longest, left - entered)
    tally.branches[branch] += 1
    tally.hung_up += branch == HUNG_UP


_ENDS = {
    "answered": "connected",
    "abandoned": "abandoned",
    "lost": "abandoned",
    **{
        name: name
        for name in ("machine", "busy", "no_answer", "rejected", "failed", "cancelled", "skipped")
    },
}


def add_attempt(  # noqa: PLR0913, PLR0917 - a row
    books: Books[CampaignTally],
    began: int,
    answered: int,
    connected: int,
    ended: int,
    outcome: str,
    idle: int | None,
) -> None:
    """An attempt of a campaign; `idle` is how long the seat that took it had waited for one."""
    tally = books.at(began)
    if tally is None:
        return
    tally.attempts += 1
    if connected and idle is not None:
        tally.idle += idle
        tally.idles += 1
    if not ended:
        tally.open += 1
        return
    end = _ENDS.get(outcome, "failed")
    setattr(tally, end, getattr(tally, end) + 1)
    tally.answered += end in {"connected", "abandoned"}
    if end == "connected":
        tally.talk += ended - (connected or answered or ended)


def _add_visit(tally: QueueTally, wait: int | None, outcome: str, in_time: int | None) -> None:
    tally.offered += 1
    if wait is None:
        tally.waiting += 1
        return
    tally.judged += in_time is not None
    tally.wait += wait
    tally.longest_wait = max(tally.longest_wait, wait)
    if outcome == "answered":
        tally.answered += 1
        tally.answered_wait += wait
        tally.in_time += in_time is not None and wait <= in_time
    elif outcome == "abandoned":
        tally.abandoned += 1
    elif outcome == "overflow":
        tally.overflowed += 1
    else:
        tally.failed += 1
