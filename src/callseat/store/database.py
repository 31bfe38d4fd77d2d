"""The database's address and its engine: SQLite by default, PostgreSQL by URL.

The async driver is written into the address when it is missing. SQLite runs in WAL mode, so that
readers and the writer do not wait for each other.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from callseat.store.errors import StoreError

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
BUSY_SECONDS = 5
# A transaction that takes the write lock when it begins, see `_begin`.
WRITES = {"callseat_writes": True}


def complete_url(url: str, data_folder: Path) -> URL:
    """The address with its driver; an empty one means a SQLite file in `data_folder`."""
    if not url:
        return URL.create("sqlite+aiosqlite", database=str(data_folder / "callseat.db"))
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError("The database's address is not of the form postgresql://...") from error
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise StoreError(
            f"A {parsed.drivername} database is not supported: use sqlite or postgresql."
        )
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise StoreError("A SQLite database needs a file: sqlite:///folder/callseat.db")
    return parsed.set(drivername=driver)


def make_engine(url: URL, busy_seconds: int = BUSY_SECONDS) -> AsyncEngine:
    """An engine for a completed address; nothing is opened yet.

    A statement on SQLite waits `busy_seconds` for another connection's lock.
    """
    engine = create_async_engine(url, **_options(url, busy_seconds))
    _prepare(engine.sync_engine)
    return engine


def make_writing_engine(url: URL, busy_seconds: int = BUSY_SECONDS) -> Engine:
    """As `make_engine`, for one thread that only writes.

    An asynchronous driver changes threads for each statement, which costs more than the statement
    (benchmarks/call_cost.py): a batch of records is written without.
    """
    plain = url.set(drivername=url.drivername.replace("aiosqlite", "pysqlite"))
    engine = create_engine(plain, execution_options=WRITES, **_options(url, busy_seconds))
    _prepare(engine)
    return engine


def _options(url: URL, busy_seconds: int) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": busy_seconds}}
    # Without these a peer that vanished would be noticed only after many minutes.
    patience = {
        "connect_timeout": 5,
        "tcp_user_timeout": 10_000,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
    }
    return {"connect_args": patience, "pool_pre_ping": True, "pool_timeout": 5}


def _prepare(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Off, so that transactions begin where `_begin` says and not where the driver guesses.
    connection.isolation_level = None
    cursor = connection.cursor()
    # A property of the file: where another connection sets it at this moment, it is set.
    with suppress(sqlite3.OperationalError):
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A reading transaction that turns into a writing one may fail at once instead of waiting
    # (https://sqlite.org/rescode.html#busy_snapshot), so writers take the lock first.
    writes = connection.get_execution_options().get("callseat_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
