"""The store as the rest of the server sees it: directory, passwords, records and their writer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog
from alembic.util.exc import CommandError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from callseat.store.database import complete_url, make_engine, make_writing_engine
from callseat.store.directory import DirectoryStore
from callseat.store.errors import StoreError, plain
from callseat.store.leads.recovery import give_back
from callseat.store.left_open import close_left_open
from callseat.store.migrate import migrate
from callseat.store.pages import RecordPages
from callseat.store.passwords import Passwords, PasswordSettings
from callseat.store.records import RecordReader
from callseat.store.writer import RecordWriter

log = structlog.get_logger(__name__)

SETTLE_WITHIN = 10.0


@dataclass(frozen=True, slots=True)
class Store:
    """`close` it at the end: what is still unwritten goes to the database or to the journal."""

    engine: AsyncEngine
    directory: DirectoryStore
    passwords: Passwords
    records: RecordReader
    pages: RecordPages
    writer: RecordWriter

    async def close(self, deadline: float = 5.0) -> None:
        await self.writer.stop(deadline)
        self.passwords.close()
        await self.engine.dispose()


async def open_store(
    url: str,
    data_folder: Path,
    progress: Callable[[str], None] | None = None,
    *,
    passwords: PasswordSettings | None = None,
) -> Store:
    """Open the database, bring its schema up to date and start the writer.

    An empty `url` is a SQLite file in `data_folder`. Raises StoreError when the address is of no
    use, the database cannot be reached or its schema is newer than this program.
    """
    engine = await open_database(url, data_folder, progress)
    directory = DirectoryStore(engine, passwords)
    writer = RecordWriter(make_writing_engine(engine.url), data_folder)
    writer.start()
    await _close_left_open(engine, writer)
    return Store(
        engine,
        directory,
        directory.accounts.passwords,
        RecordReader(engine),
        RecordPages(engine),
        writer,
    )


async def open_database(
    url: str, data_folder: Path, progress: Callable[[str], None] | None = None
) -> AsyncEngine:
    """As `open_store`, without a writer: for those who change or read beside a running server."""
    await asyncio.to_thread(data_folder.mkdir, parents=True, exist_ok=True)
    address = complete_url(url, data_folder)
    try:
        await migrate(address, progress or (lambda step: log.info("database_schema", step=step)))
    except (SQLAlchemyError, CommandError, OSError, TimeoutError) as error:
        shown = address.render_as_string(hide_password=True)
        raise StoreError(f"The database {shown} cannot be used: {plain(error)}") from error
    return make_engine(address)


async def _close_left_open(engine: AsyncEngine, writer: RecordWriter) -> None:
    """After what an earlier server could not write was written: that may close its records."""
    try:
        async with asyncio.timeout(SETTLE_WITHIN):
            await writer.settled()
        closed = await close_left_open(engine)
        leads = await give_back(engine, time.time_ns() // 1_000_000)
    except (TimeoutError, StoreError) as error:
        log.warning("records_stay_open", cause=str(error) or "the database is slow")
        return
    if closed:
        log.warning("records_left_open", closed=closed)
    if leads:
        log.warning("leads_given_back", leads=leads)
