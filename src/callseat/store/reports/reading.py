"""The statements: whose records there are, and one subject's rows of a span as plain tuples."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.domain.rows import CallPartRow, RestRow, SeatSessionRow, StatusIntervalRow
from callseat.store.errors import DirectoryError, database_errors
from callseat.store.models import TABLES, AccountModel, GroupModel
from callseat.store.reports.report import Completeness, Question
from callseat.store.reports.span import Span

_SESSION = TABLES[SeatSessionRow].columns
_INTERVAL = TABLES[StatusIntervalRow].columns
_PART = TABLES[CallPartRow].columns
_REST = TABLES[RestRow].columns

Chunks = AsyncIterator[Sequence[Any]]
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class SeatName:
    """Who it is. Of an account that was removed only the user name is left."""

    user: str
    name: str = ""
    group: str = ""
    group_name: str = ""


async def seats(
    connection: AsyncConnection, question: Question, present: Iterable[str]
) -> list[SeatName]:
    """Who was logged in during the span, or is `present`, and is asked for; by group and user.

    Raises DirectoryError for an unknown user or group.
    """
    known = await _accounts(connection)
    await _refuse_unknown_groups(connection, question.groups or ())
    users = await _logged_in(connection, question.span) | set(present)
    if question.user:
        if question.user not in known and not await _was_there(connection, question.user):
            raise DirectoryError(f"There is no account {question.user[:64]!a}, and never was one.")
        users &= {question.user}
    found = [known.get(user, SeatName(user)) for user in users]
    if question.groups is not None:
        found = [seat for seat in found if seat.group and seat.group in question.groups]
    return sorted(found, key=lambda seat: (seat.group, seat.user))


def intervals(connection: AsyncConnection, user: str, start: int, until: int) -> Chunks:
    """Status, began, ended of all intervals that reach into the span, in order."""
    query = select(_INTERVAL["status"], _INTERVAL["began_at"], _INTERVAL["ended_at"])
    return chunks(connection, _reaching(query, _INTERVAL, user, start, until))


def rests(connection: AsyncConnection, user: str, start: int, until: int) -> Chunks:
    """Began, allowance of all rests that reach into the span, in order."""
    query = select(_REST["began_at"], _REST["allowance_ms"])
    return chunks(connection, _reaching(query, _REST, user, start, until))


def parts(connection: AsyncConnection, user: str, start: int, until: int) -> Chunks:
    """Offered, outcome of all parts that were offered in the span."""
    offered = _PART["offered_at"]
    query = select(offered, _PART["outcome"]).where(
        _PART["user"] == user, offered >= start, offered < until
    )
    return chunks(connection, query)


async def chunks(connection: AsyncConnection, query: Select[Any]) -> Chunks:
    """The rows, some at a time: a server that makes a report has calls to attend to between."""
    async with connection.stream(query) as found:
        async for some in found.partitions(CHUNK):
            yield some


async def completeness(
    engine: AsyncEngine, question: Question, live: Sequence[StatusIntervalRow]
) -> Completeness:
    """Up to when the intervals of those asked for are written. Raises DatabaseLostError."""
    end = min(question.span.until, now())
    present = {row.user for row in live}
    with database_errors():
        async with engine.connect() as connection:
            names = {seat.user for seat in await seats(connection, question, ())}
            found = await _rows(connection, _open_sessions(question.span))
    known = [until for user, until in found if user in names - present and until < end]
    return Completeness(min([end, *known]), len(known))


def now() -> int:
    """Milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def _open_sessions(span: Span) -> Select[Any]:
    """Users who are logged in still, each with the end of the last interval that is written."""
    last = (
        select(func.max(_INTERVAL["ended_at"]))
        .where(_INTERVAL["session_id"] == _SESSION["session_id"])
        .scalar_subquery()
    )
    return select(_SESSION["user"], func.coalesce(last, _SESSION["login_at"])).where(
        _SESSION["logout_at"] == 0, _SESSION["login_at"] < span.until
    )


def _reaching(query: Select[Any], columns: Any, user: str, start: int, until: int) -> Select[Any]:
    # One seat's intervals follow one another, so only the last that began before the span can reach
    # into it: without that bound all of its history would be read.
    began, other = columns["began_at"], columns["user"].table.alias()
    last = (
        select(func.max(other.columns["began_at"]))
        .where(other.columns["user"] == user, other.columns["began_at"] < start)
        .scalar_subquery()
    )
    return query.where(
        columns["user"] == user, began < until, began >= func.coalesce(last, start)
    ).order_by(began)


async def _accounts(connection: AsyncConnection) -> dict[str, SeatName]:
    query = select(
        AccountModel.user, AccountModel.name, AccountModel.group, GroupModel.name
    ).outerjoin(GroupModel, GroupModel.code == AccountModel.group)
    found = await connection.execute(query)
    return {
        user: SeatName(user, name, group or "", group_name or "")
        for user, name, group, group_name in found
    }


async def _refuse_unknown_groups(connection: AsyncConnection, groups: Sequence[str]) -> None:
    known = set(await connection.scalars(select(GroupModel.code)))
    for group in groups:
        if group not in known:
            raise DirectoryError(f"There is no group {group[:64]!a}.")


async def _logged_in(connection: AsyncConnection, span: Span) -> set[str]:
    query = select(_SESSION["user"]).where(
        _SESSION["login_at"] < span.until,
        or_(
            _SESSION["logout_at"] > span.start,
            _SESSION["logout_at"] == 0,
            _SESSION["login_at"] >= span.start,
        ),
    )
    return set(await connection.scalars(query.distinct()))


async def _was_there(connection: AsyncConnection, user: str) -> bool:
    query = select(_SESSION["user"]).where(_SESSION["user"] == user).limit(1)
    return (await connection.execute(query)).first() is not None


async def _rows(connection: AsyncConnection, query: Select[Any]) -> Sequence[Any]:
    found: Sequence[Any] = (await connection.execute(query)).all()
    return found
