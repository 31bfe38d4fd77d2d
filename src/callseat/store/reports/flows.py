"""Reports on flows, one at a time, a line for each node: entered, how it was left, time spent."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.domain.rows import FlowStepRow
from callseat.store.errors import DirectoryError, database_errors
from callseat.store.models import TABLES, FlowModel
from callseat.store.reports import reading
from callseat.store.reports.books import Books, add_step
from callseat.store.reports.report import (
    MOST_LINES,
    Completeness,
    FlowLine,
    Question,
    Report,
    gather,
)
from callseat.store.reports.span import Span, borders
from callseat.store.reports.tallies import FlowTally

_STEP = TABLES[FlowStepRow].columns


async def flows_report(
    engine: AsyncEngine, question: Question, most: int = MOST_LINES
) -> Report[FlowLine]:
    """A line for each node and bucket, all versions of a flow together. Of the question only the
    flows matter.

    Raises StoreError: SpanError, TooLongError above `most` lines, DirectoryError for an unknown
    flow, DatabaseLostError.
    """
    lines = await gather(stream_flows(engine, question), most)
    return Report(question, await flows_complete(engine, question), lines)


async def flows_complete(_engine: AsyncEngine, question: Question) -> Completeness:
    """Up to now, but for the nodes where callers are at this moment: they are written when left."""
    return Completeness(min(question.span.until, reading.now()))


async def stream_flows(engine: AsyncEngine, question: Question) -> AsyncGenerator[FlowLine]:
    """As flows_report, line by line: one flow is in memory at a time."""
    cuts = borders(question.span, question.by)
    with database_errors():
        async with engine.connect() as connection:
            for flow in await _flows(connection, question):
                books = await _books(connection, flow, cuts)
                for node in sorted(books):
                    for began, ended, tally in books[node]:
                        yield FlowLine(flow, node, began, ended, tally)


async def _books(
    connection: AsyncConnection, flow: str, cuts: tuple[int, ...]
) -> dict[str, Books[FlowTally]]:
    """By node."""
    books: dict[str, Books[FlowTally]] = {}
    entered = _STEP["entered_at"]
    query = select(_STEP["node"], entered, _STEP["left_at"], _STEP["branch"]).where(
        _STEP["flow"] == flow, entered >= cuts[0], entered < cuts[-1]
    )
    async for steps in reading.chunks(connection, query):
        for node, began, left, branch in steps:
            add_step(books.setdefault(node, Books(cuts, FlowTally)), began, left, branch)
    return books


async def _flows(connection: AsyncConnection, question: Question) -> list[str]:
    """Those of the span's steps, removed ones among them, that are asked for."""
    found = await _walked(connection, question.span)
    if question.flows is None:
        return sorted(found)
    known = set(await connection.scalars(select(FlowModel.code)))
    for code in question.flows:
        if code not in known and code not in found:
            raise DirectoryError(f"There is no flow {code[:64]!a}.")
    return sorted(found & set(question.flows))


async def _walked(connection: AsyncConnection, span: Span) -> set[str]:
    entered = _STEP["entered_at"]
    query = select(_STEP["flow"]).where(entered >= span.start, entered < span.until)
    return set(await connection.scalars(query.distinct()))
