"""Reports on seats and groups: one seat's records are read at a time.

A status that lasts still is not in the database. Whoever has it (the server that runs) gives it as
`live`; else the report says up to when it is complete.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.domain.rows import StatusIntervalRow
from callseat.store.errors import database_errors
from callseat.store.reports import reading
from callseat.store.reports.books import Books, add_intervals, add_overtime, add_parts, add_rests
from callseat.store.reports.report import (
    MOST_LINES,
    Completeness,
    GroupLine,
    Question,
    Report,
    SeatLine,
    gather,
)
from callseat.store.reports.span import borders
from callseat.store.reports.tallies import SeatTally

Live = Sequence[StatusIntervalRow]


async def seats_report(
    engine: AsyncEngine, question: Question, live: Live = (), most: int = MOST_LINES
) -> Report[SeatLine]:
    """A line for each seat and bucket. `live`: statuses that last still, ended at this moment.

    Raises StoreError: SpanError, TooLongError above `most` lines, DirectoryError for an unknown
    user or group, DatabaseLostError.
    """
    lines = await gather(stream_seats(engine, question, live), most)
    return Report(question, await seats_complete(engine, question, live), lines)


async def groups_report(
    engine: AsyncEngine, question: Question, live: Live = (), most: int = MOST_LINES
) -> Report[GroupLine]:
    """A line for each group and bucket; seats without a group are together in the group "".

    Raises as `seats_report`.
    """
    lines = await gather(stream_groups(engine, question, live), most)
    return Report(question, await seats_complete(engine, question, live), lines)


async def seats_complete(engine: AsyncEngine, question: Question, live: Live = ()) -> Completeness:
    """Up to when the lines that are streamed now are complete. Raises as `seats_report`."""
    return await reading.completeness(engine, question, live)


async def stream_seats(
    engine: AsyncEngine, question: Question, live: Live = ()
) -> AsyncGenerator[SeatLine]:
    """The lines of `seats_report`, by user, without holding more than one seat's.

    It holds a connection of the database until it is over or closed: `contextlib.aclosing`.
    """
    async with aclosing(_books(engine, question, live)) as all_books:
        async for seat, books in all_books:
            for began, ended, tally in books:
                yield SeatLine(seat.user, seat.name, seat.group, began, ended, tally)


async def stream_groups(
    engine: AsyncEngine, question: Question, live: Live = ()
) -> AsyncGenerator[GroupLine]:
    """The lines of `groups_report`, by group, without holding more than one group's."""
    current: _Group | None = None
    async with aclosing(_books(engine, question, live)) as all_books:
        async for seat, books in all_books:
            if current is not None and current.code != seat.group:
                for line in current.lines():
                    yield line
                current = None
            if current is None:
                current = _Group(seat.group, seat.group_name, Books(books.borders, SeatTally), {})
            current.add(books)
    for line in current.lines() if current is not None else ():
        yield line


@dataclass(slots=True)
class _Group:
    """A group's books; `seats` by the bucket's beginning."""

    code: str
    name: str
    books: Books[SeatTally]
    seats: dict[int, int]

    def add(self, books: Books[SeatTally]) -> None:
        self.books.add(books)
        for began, _, _ in books:
            self.seats[began] = self.seats.get(began, 0) + 1

    def lines(self) -> Iterable[GroupLine]:
        for began, ended, tally in self.books:
            yield GroupLine(self.code, self.name, self.seats[began], began, ended, tally)


async def _books(
    engine: AsyncEngine, question: Question, live: Live
) -> AsyncGenerator[tuple[reading.SeatName, Books[SeatTally]]]:
    """Each seat with its books, by group and user."""
    cuts = borders(question.span, question.by)
    lasting = {row.user: row for row in live}
    with database_errors():
        async with engine.connect() as connection:
            for seat in await reading.seats(connection, question, lasting):
                books = Books(cuts, SeatTally)
                await _fill(connection, seat.user, books, lasting.get(seat.user))
                yield seat, books


async def _fill(
    connection: AsyncConnection,
    user: str,
    books: Books[SeatTally],
    lasting: StatusIntervalRow | None,
) -> None:
    start, until = books.borders[0], books.borders[-1]
    rests = [row async for some in reading.rests(connection, user, start, until) for row in some]
    add_rests(books, rests)
    async for written in reading.intervals(connection, user, start, until):
        rows = list(_before(lasting, written)) if lasting else written
        add_intervals(books, rows)
        add_overtime(books, rests, rows)
    if lasting:
        last = [(lasting.status, lasting.began_at, lasting.ended_at)]
        add_intervals(books, last)
        add_overtime(books, rests, last)
    async for parts in reading.parts(connection, user, start, until):
        add_parts(books, parts)


def _before(lasting: StatusIntervalRow, written: Sequence[Any]) -> Iterator[Sequence[int]]:
    """Without what ended and was written since `lasting` was given: it must not count twice."""
    now = lasting.began_at
    for status, began, ended in written:
        if began < now or began == ended == now:
            yield status, began, ended
