"""Reading records a page at a time, newest first, within what a reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TypeVar

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine

from callseat.domain import rows
from callseat.store.errors import database_errors
from callseat.store.models import TABLES, AccountModel

R = TypeVar(
    "R",
    rows.ContactRow,
    rows.CallPartRow,
    rows.RecordingRow,
    rows.LeadAttemptRow,
    rows.AuditRow,
)

MAX_LIMIT = 1000
TIMES: dict[type[rows.Row], str] = {
    rows.ContactRow: "arrived_at",
    rows.CallPartRow: "offered_at",
    rows.RecordingRow: "started_at",
    rows.LeadAttemptRow: "began_at",
    rows.AuditRow: "at",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records may be seen: of `user` alone, and of the people in `groups`."""

    user: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Times are milliseconds; `until` is exclusive, 0 is no limit. `scope` None is everything.

    `equals` are columns with the values that they must have; `before` is the time and the key of
    the last row of the page before.
    """

    since: int = 0
    until: int = 0
    equals: Mapping[str, str] = field(default_factory=dict)
    before: tuple[int, str] | None = None
    limit: int = 100
    scope: Scope | None = None


class RecordPages:
    """Raises DatabaseLostError when the database does not answer."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def read(self, row: type[R], wanted: Wanted) -> tuple[R, ...]:
        """At most `limit` rows, newest first. A row may be a batch (50 ms) late."""
        table, time = TABLES[row], TABLES[row].columns[TIMES[row]]
        key = next(iter(table.primary_key))
        conditions = [time >= wanted.since]
        if wanted.until:
            conditions.append(time < wanted.until)
        if wanted.before:
            conditions.append(tuple_(time, key) < tuple_(*wanted.before))
        conditions += [table.columns[name] == value for name, value in wanted.equals.items()]
        if wanted.scope is not None:
            conditions.append(_within(row, wanted.scope))
        query = select(table).where(*conditions).order_by(time.desc(), key.desc())
        limit = max(1, min(wanted.limit, MAX_LIMIT))
        with database_errors():
            async with self._engine.connect() as connection:
                return tuple(row(*found) for found in await connection.execute(query.limit(limit)))


def place_of(row: R) -> tuple[int, str]:
    """The time and the key by which the next page goes on."""
    return getattr(row, TIMES[type(row)]), getattr(row, fields(row)[0].name)


def _within(row: type[rows.Row], scope: Scope) -> ColumnElement[bool]:
    """A contact and its recordings belong to those who had a part in it."""
    columns, parts = TABLES[row].columns, TABLES[rows.CallPartRow].columns
    if "user" in columns:
        return _of(columns["user"], scope)
    seen = select(parts["contact_id"]).where(_of(parts["user"], scope))
    return columns["contact_id"].in_(seen)


def _of(user: ColumnElement[str], scope: Scope) -> ColumnElement[bool]:
    people = select(AccountModel.user).where(AccountModel.group.in_(scope.groups))
    return (user == scope.user) | user.in_(people)
