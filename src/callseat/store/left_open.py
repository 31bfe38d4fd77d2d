"""Records that a server left open because it was killed: closed when the next one starts.

Nobody saw how they ended. They are closed at the last moment that is known of them, with the cause
`server_lost`, so that no sum counts time that nobody can vouch for.
"""

from __future__ import annotations

from sqlalchemy import case, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.sql.dml import Update

from callseat.domain.rows import (
    CallPartRow,
    ContactRow,
    FlowStepRow,
    QueueVisitRow,
    RecordingRow,
    RecordingSegmentRow,
    RestRow,
    SeatSessionRow,
    StatusIntervalRow,
)
from callseat.store.errors import database_errors
from callseat.store.models import TABLES

CAUSE = "server_lost"


async def close_left_open(engine: AsyncEngine) -> int:
    """Close them all; how many there were. Raises DatabaseLostError."""
    count = 0
    with database_errors():
        async with engine.begin() as connection:
            for statement in (
                _calls(ContactRow, "arrived_at"),
                _calls(CallPartRow, "offered_at"),
                _visits(),
                _sessions(),
                _recordings(),
                _segments(),
                _rests(),
                _steps(),
            ):
                count += (await connection.execute(statement)).rowcount
    return count


def _calls(row: type[ContactRow] | type[CallPartRow], began: str) -> Update:
    """Contacts or their parts: over with the answer, or, never answered, with their beginning."""
    table = TABLES[row]
    column = table.columns
    answered = column["answered_at"]
    return (
        update(table)
        .where(column["ended_at"] == 0)
        .values(
            ended_at=case((answered > 0, answered), else_=column[began]),
            outcome=case((answered > 0, "answered"), else_="failed"),
            cause=CAUSE,
            released_by="system",
        )
    )


def _visits() -> Update:
    table = TABLES[QueueVisitRow]
    column = table.columns
    return (
        update(table)
        .where(column["left_at"] == 0)
        .values(left_at=column["joined_at"], outcome="failed")
    )


def _sessions() -> Update:
    """A session is as long as its intervals that were saved: the books still close."""
    table, intervals = TABLES[SeatSessionRow], TABLES[StatusIntervalRow]
    column = table.columns
    last = (
        select(func.max(intervals.columns["ended_at"]))
        .where(intervals.columns["session_id"] == column["session_id"])
        .scalar_subquery()
    )
    return (
        update(table)
        .where(column["logout_at"] == 0)
        .values(logout_at=func.coalesce(last, column["login_at"]), cause=CAUSE)
    )


def _recordings() -> Update:
    table = TABLES[RecordingRow]
    column = table.columns
    return (
        update(table)
        .where(column["state"] == "recording")
        .values(state="failed", ended_at=column["started_at"])
    )


def _segments() -> Update:
    table = TABLES[RecordingSegmentRow]
    column = table.columns
    return update(table).where(column["ended_ms"] < 0).values(ended_ms=column["began_ms"])


def _steps() -> Update:
    table = TABLES[FlowStepRow]
    column = table.columns
    return (
        update(table)
        .where(column["left_at"] == 0)
        .values(left_at=column["entered_at"], branch=CAUSE)
    )


def _rests() -> Update:
    """How long it went on nobody saw: its time is in the intervals, its overtime is not known."""
    table = TABLES[RestRow]
    column = table.columns
    return update(table).where(column["ended_at"] == 0).values(ended_at=column["began_at"])
