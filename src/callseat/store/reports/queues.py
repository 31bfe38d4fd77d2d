"""Reports on queues, read one at a time: offered, answered, abandoned, overflowed, waits."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.domain.rows import QueueVisitRow
from callseat.store.errors import DirectoryError, database_errors
from callseat.store.models import TABLES, QueueModel
from callseat.store.reports import reading
from callseat.store.reports.books import Books, add_visits
from callseat.store.reports.report import (
    MOST_LINES,
    Completeness,
    Question,
    QueueLine,
    Report,
    gather,
)
from callseat.store.reports.span import Span, borders
from callseat.store.reports.tallies import QueueTally

_VISIT = TABLES[QueueVisitRow].columns
_Known = dict[str, tuple[str, int]]


async def queues_report(
    engine: AsyncEngine, question: Question, most: int = MOST_LINES
) -> Report[QueueLine]:
    """A line for each queue and bucket. The question's user and groups do not matter.

    Raises StoreError: SpanError, TooLongError above `most` lines, DirectoryError for an unknown
    queue, DatabaseLostError.
    """
    lines = await gather(stream_queues(engine, question), most)
    return Report(question, await queues_complete(engine, question), lines)


async def queues_complete(_engine: AsyncEngine, question: Question) -> Completeness:
    """Up to now: who waits still is in the report, counted as waiting."""
    return Completeness(min(question.span.until, reading.now()))


async def stream_queues(engine: AsyncEngine, question: Question) -> AsyncGenerator[QueueLine]:
    """The lines of `queues_report`, by queue, without holding more than one queue's."""
    cuts = borders(question.span, question.by)
    with database_errors():
        async with engine.connect() as connection:
            known = await _known(connection)
            for code in await _queues(connection, question, known):
                name, service_level = known.get(code, ("", None))
                in_time = None if service_level is None else service_level * 1000
                books = await _books(connection, code, cuts, in_time)
                for began, ended, tally in books:
                    yield QueueLine(code, name, began, ended, tally)


async def _books(
    connection: AsyncConnection, code: str, cuts: tuple[int, ...], in_time: int | None
) -> Books[QueueTally]:
    books = Books(cuts, QueueTally)
    joined = _VISIT["joined_at"]
    query = select(joined, _VISIT["left_at"], _VISIT["outcome"]).where(
        _VISIT["queue"] == code, joined >= cuts[0], joined < cuts[-1]
    )
    async for visits in reading.chunks(connection, query):
        add_visits(books, visits, in_time)
    return books


async def _known(connection: AsyncConnection) -> _Known:
    found = await connection.execute(
        select(QueueModel.code, QueueModel.name, QueueModel.service_level)
    )
    return {code: (name, service_level) for code, name, service_level in found}


async def _queues(connection: AsyncConnection, question: Question, known: _Known) -> list[str]:
    """The queues of the span's visits, those removed since among them, that are asked for."""
    found = await _visited(connection, question.span)
    if question.queues is None:
        return sorted(found)
    for code in question.queues:
        if code not in known and code not in found:
            raise DirectoryError(f"There is no queue {code[:64]!a}.")
    return sorted(found & set(question.queues))


async def _visited(connection: AsyncConnection, span: Span) -> set[str]:
    joined = _VISIT["joined_at"]
    query = select(_VISIT["queue"]).where(joined >= span.start, joined < span.until)
    return set(await connection.scalars(query.distinct()))
