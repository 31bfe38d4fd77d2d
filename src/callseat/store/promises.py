"""Call backs that an earlier server owes: read once, at a start."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from callseat.domain.inputs import CallBacksOwed
from callseat.domain.rows import ContactDataRow, PromiseRow
from callseat.store.errors import database_errors
from callseat.store.models import TABLES


async def call_backs_owed(engine: AsyncEngine, at: int) -> CallBacksOwed:
    """In the order in which they were waited for. Raises DatabaseLostError."""
    promise, data = TABLES[PromiseRow], TABLES[ContactDataRow]
    owed = promise.columns["state"] == "owed"
    promises = select(promise).where(owed).order_by(promise.columns["waiting_since"])
    same = data.columns["contact_id"] == promise.columns["contact_id"]
    attached = select(data).join(promise, same).where(owed).order_by(*data.primary_key)
    with database_errors():
        async with engine.connect() as connection:
            return CallBacksOwed(
                at,
                tuple(PromiseRow(*found) for found in await connection.execute(promises)),
                tuple(ContactDataRow(*found) for found in await connection.execute(attached)),
            )
