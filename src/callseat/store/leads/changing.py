"""A change that people make: one transaction, audited, and noticed by a running server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.store.audit import actor_now, audit_row
from callseat.store.database import WRITES
from callseat.store.errors import database_errors
from callseat.store.models import RevisionModel
from callseat.store.upsert import write


@asynccontextmanager
async def changing(
    engine: AsyncEngine, action: str, target: str, detail: Any = None
) -> AsyncIterator[AsyncConnection]:
    """Commits at its end, or changes nothing if anything is raised. Raises DatabaseLostError."""
    with database_errors():
        async with engine.execution_options(**WRITES).begin() as connection:
            await connection.execute(update(RevisionModel).values(number=RevisionModel.number + 1))
            yield connection
            if actor := actor_now():
                await connection.run_sync(write, [audit_row(actor, action, target, detail)])
