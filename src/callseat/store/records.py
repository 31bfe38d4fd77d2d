"""Reading the records: one contact with all that belongs to it, and recent ones by filters."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from callseat.domain import rows
from callseat.store.errors import database_errors
from callseat.store.models import TABLES

R = TypeVar(
    "R",
    rows.ContactRow,
    rows.CallPartRow,
    rows.QueueVisitRow,
    rows.SeatSessionRow,
    rows.StatusIntervalRow,
    rows.RecordingRow,
    rows.RecordingSegmentRow,
    rows.ContactDataRow,
    rows.EventRow,
)

MAX_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records to list, newest first. Times are milliseconds, `until` is exclusive.

    An empty text does not filter. `limit` is cut to 1000.
    """

    since: int = 0
    until: int = 0
    project: str = ""
    caller: str = ""
    user: str = ""
    contact_id: str = ""
    outcome: str = ""
    limit: int = 100


@dataclass(frozen=True, slots=True)
class ContactStory:
    """A contact with its parts, waits and recordings, each in the order of time.

    `segments` are those of its recordings, in their order; `data` is by its keys.
    """

    contact: rows.ContactRow
    parts: tuple[rows.CallPartRow, ...]
    visits: tuple[rows.QueueVisitRow, ...]
    recordings: tuple[rows.RecordingRow, ...]
    segments: tuple[rows.RecordingSegmentRow, ...] = ()
    data: tuple[rows.ContactDataRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CallerStory:
    """`last_seat` is who answered last, "" if nobody did; `last_at` is milliseconds, 0 if never."""

    last_seat: str
    last_at: int
    contacts: int


class RecordReader:
    """Reads what was written so far; a row may be up to a batch (50 ms) late.

    Every method raises DatabaseLostError when the database does not answer.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def contact(self, contact_id: str) -> ContactStory | None:
        """One contact with all that belongs to it, or None."""
        found = await self._of_contact(rows.ContactRow, contact_id, "arrived_at")
        if not found:
            return None
        return ContactStory(
            contact=found[0],
            parts=await self._of_contact(rows.CallPartRow, contact_id, "offered_at"),
            visits=await self._of_contact(rows.QueueVisitRow, contact_id, "joined_at"),
            recordings=await self._of_contact(rows.RecordingRow, contact_id, "started_at"),
            segments=await self._segments(contact_id),
            data=await self._of_contact(rows.ContactDataRow, contact_id, "key"),
        )

    async def caller(self, number: str) -> CallerStory:
        """What is known of a caller: its earlier contacts, the newest of them and its seat."""
        contact = TABLES[rows.ContactRow].columns
        part = TABLES[rows.CallPartRow].columns
        # The index of callers alone answers both; a contact that goes on is not an earlier one.
        own = (contact["caller"] == number, contact["ended_at"] > 0)
        newest = (
            select(part["user"])
            .join(TABLES[rows.ContactRow], contact["contact_id"] == part["contact_id"])
            .where(*own, part["answered_at"] > 0)
            .order_by(contact["arrived_at"].desc(), part["answered_at"].desc())
            .limit(1)
        )
        counted = select(func.count(), func.max(contact["arrived_at"])).where(*own)
        with database_errors():
            async with self._engine.connect() as connection:
                contacts, last_at = (await connection.execute(counted)).one()
                seat = await connection.scalar(newest)
        return CallerStory(seat or "", last_at or 0, contacts)

    async def contacts(self, wanted: Filter) -> tuple[rows.ContactRow, ...]:
        return await self._list(rows.ContactRow, wanted, "arrived_at")

    async def parts(self, wanted: Filter) -> tuple[rows.CallPartRow, ...]:
        return await self._list(rows.CallPartRow, wanted, "offered_at")

    async def recordings(self, wanted: Filter) -> tuple[rows.RecordingRow, ...]:
        return await self._list(rows.RecordingRow, wanted, "started_at")

    async def sessions(self, wanted: Filter) -> tuple[rows.SeatSessionRow, ...]:
        return await self._list(rows.SeatSessionRow, wanted, "login_at")

    async def intervals(self, wanted: Filter) -> tuple[rows.StatusIntervalRow, ...]:
        return await self._list(rows.StatusIntervalRow, wanted, "began_at")

    async def events(self, wanted: Filter) -> tuple[rows.EventRow, ...]:
        return await self._list(rows.EventRow, wanted, "at")

    async def _of_contact(self, row: type[R], contact_id: str, order: str) -> tuple[R, ...]:
        columns = TABLES[row].columns
        query = select(TABLES[row]).where(columns["contact_id"] == contact_id)
        return await self._read(row, query.order_by(columns[order]).limit(MAX_LIMIT))

    async def _segments(self, contact_id: str) -> tuple[rows.RecordingSegmentRow, ...]:
        recording = TABLES[rows.RecordingRow].columns
        table = TABLES[rows.RecordingSegmentRow]
        names = select(recording["name"]).where(recording["contact_id"] == contact_id)
        query = select(table).where(table.columns["recording"].in_(names))
        query = query.order_by(*table.primary_key).limit(MAX_LIMIT)
        return await self._read(rows.RecordingSegmentRow, query)

    async def _list(self, row: type[R], wanted: Filter, time: str) -> tuple[R, ...]:
        table = TABLES[row]
        query: Select[Any] = select(table).where(*_conditions(row, wanted, time))
        query = query.order_by(table.columns[time].desc(), next(iter(table.primary_key)).desc())
        return await self._read(row, query.limit(max(1, min(wanted.limit, MAX_LIMIT))))

    async def _read(self, row: type[R], query: Select[Any]) -> tuple[R, ...]:
        with database_errors():
            async with self._engine.connect() as connection:
                return tuple(row(*found) for found in await connection.execute(query))


def _conditions(row: type[rows.Row], wanted: Filter, time: str) -> list[ColumnElement[bool]]:
    columns = TABLES[row].columns
    names = {field.name for field in fields(row)}
    conditions = [columns[time] >= wanted.since]
    if wanted.until:
        conditions.append(columns[time] < wanted.until)
    for name in ("project", "caller", "user", "contact_id", "outcome"):
        value = getattr(wanted, name)
        if value and name in names:
            conditions.append(columns[name] == value)
    return conditions
