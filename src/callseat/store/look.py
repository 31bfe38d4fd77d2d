"""A look at the database without changing it: is it there, whose schema, can it be written?"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from callseat.store.database import WRITES, complete_url, make_engine
from callseat.store.errors import StoreError, plain
from callseat.store.migrate import revisions


@dataclass(frozen=True, slots=True)
class Look:
    """`current` is None when there is no schema yet."""

    address: str
    current: str | None
    newest: str | None


async def look_at(url: str, data_folder: Path) -> Look:
    """Raises StoreError when it cannot be reached or, with a schema, cannot be written."""
    address = complete_url(url, data_folder)
    shown = address.render_as_string(hide_password=True)
    # SQLite would make a missing file.
    if address.get_backend_name() == "sqlite":
        file = Path(address.database or "")
        if not await asyncio.to_thread(file.exists):
            return Look(shown, None, None)
    engine = make_engine(address)
    try:
        current, newest = await _read(engine)
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        raise StoreError(f"The database {shown} cannot be used: {plain(error)}") from error
    finally:
        await engine.dispose()
    return Look(shown, current, newest)


async def _read(engine: AsyncEngine) -> tuple[str | None, str | None]:
    async with engine.execution_options(**WRITES).connect() as connection:
        current, newest = await connection.run_sync(revisions)
        if current is not None:
            await connection.run_sync(_try_to_write)
        await connection.rollback()
    return current, newest


def _try_to_write(connection: Connection) -> None:
    """Writes what is there already, and is rolled back."""
    connection.execute(text("UPDATE directory_revision SET number = number"))
