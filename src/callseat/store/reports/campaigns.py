"""Reports on campaigns, one at a time: attempts by outcome, answers against the cap, talk, idle."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.domain.rows import DispositionRow, LeadAttemptRow, StatusIntervalRow
from callseat.domain.status import Status
from callseat.store.errors import DirectoryError, database_errors
from callseat.store.models import TABLES, CampaignModel
from callseat.store.reports import reading
from callseat.store.reports.books import Books, add_attempt
from callseat.store.reports.report import (
    MOST_LINES,
    CampaignLine,
    Completeness,
    Question,
    Report,
    gather,
)
from callseat.store.reports.span import Span, borders
from callseat.store.reports.tallies import CampaignTally

_ATTEMPT = TABLES[LeadAttemptRow].columns
_SAID = TABLES[DispositionRow].columns
_INTERVAL = TABLES[StatusIntervalRow].columns
_Known = dict[str, tuple[str, int]]


async def campaigns_report(
    engine: AsyncEngine, question: Question, most: int = MOST_LINES
) -> Report[CampaignLine]:
    """A line for each campaign and bucket. Of the question only the campaigns matter.

    Raises StoreError: SpanError, TooLongError above `most` lines, DirectoryError for an unknown
    campaign, DatabaseLostError.
    """
    lines = await gather(stream_campaigns(engine, question), most)
    return Report(question, await campaigns_complete(engine, question), lines)


async def campaigns_complete(_engine: AsyncEngine, question: Question) -> Completeness:
    """Up to now: attempts that go on are in the report, counted as such."""
    return Completeness(min(question.span.until, reading.now()))


async def stream_campaigns(engine: AsyncEngine, question: Question) -> AsyncGenerator[CampaignLine]:
    """The lines of `campaigns_report`, without holding more than one campaign's."""
    cuts = borders(question.span, question.by)
    with database_errors():
        async with engine.connect() as connection:
            known = await _known(connection)
            for code in await _campaigns(connection, question, known):
                name, cap = known.get(code, ("", None))
                for began, ended, tally in await _books(connection, code, cuts):
                    yield CampaignLine(code, name, cap, began, ended, tally)


async def _books(
    connection: AsyncConnection, code: str, cuts: tuple[int, ...]
) -> Books[CampaignTally]:
    books = Books(cuts, CampaignTally)
    names = ("began_at", "answered_at", "connected_at", "ended_at", "outcome")
    query = select(*(_ATTEMPT[name] for name in names), _idle_before())
    async for attempts in reading.chunks(connection, _of(query, code, cuts)):
        for attempt in attempts:
            add_attempt(books, *attempt)
    said = select(_ATTEMPT["began_at"], _SAID["code"]).join(
        _SAID["code"].table,
        (_SAID["contact_id"] == _ATTEMPT["contact_id"]) & (_ATTEMPT["contact_id"] != ""),
    )
    async for some in reading.chunks(connection, _of(said, code, cuts)):
        for began, disposition in some:
            if tally := books.at(began):
                tally.dispositions[disposition] += 1
    return books


def _of(query: Select[Any], code: str, cuts: tuple[int, ...]) -> Select[Any]:
    began = _ATTEMPT["began_at"]
    return query.where(_ATTEMPT["campaign"] == code, began >= cuts[0], began < cuts[-1])


def _idle_before() -> Any:
    """How long the seat that took it had been idle: its last such status until then."""
    return (
        select(_INTERVAL["ended_at"] - _INTERVAL["began_at"])
        .where(
            _INTERVAL["user"] == _ATTEMPT["user"],
            _INTERVAL["status"] == int(Status.IDLE),
            _INTERVAL["began_at"] <= _ATTEMPT["connected_at"],
        )
        .order_by(_INTERVAL["began_at"].desc())
        .limit(1)
        .correlate(_ATTEMPT["user"].table)
        .scalar_subquery()
    )


async def _known(connection: AsyncConnection) -> _Known:
    found = await connection.execute(
        select(CampaignModel.code, CampaignModel.name, CampaignModel.cap)
    )
    return {code: (name, cap) for code, name, cap in found}


async def _campaigns(connection: AsyncConnection, question: Question, known: _Known) -> list[str]:
    """Those with attempts in the span, removed ones among them, that are asked for."""
    found = await _dialled(connection, question.span)
    if question.campaigns is None:
        return sorted(found)
    for code in question.campaigns:
        if code not in known and code not in found:
            raise DirectoryError(f"There is no campaign {code[:64]!a}.")
    return sorted(found & set(question.campaigns))


async def _dialled(connection: AsyncConnection, span: Span) -> set[str]:
    """From one campaign to the next along the index, each by its first attempt of the span."""
    campaign, began = _ATTEMPT["campaign"], _ATTEMPT["began_at"]
    found, last = set[str](), ""
    while True:
        next_one = select(campaign).where(campaign > last).order_by(campaign).limit(1)
        code = await connection.scalar(next_one)
        if code is None:
            return found
        inside = select(began).where(campaign == code, began >= span.start, began < span.until)
        if await connection.scalar(inside.limit(1)) is not None:
            found.add(code)
        last = code
