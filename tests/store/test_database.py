"""Addresses: the driver is written in, what cannot work is refused in a sentence."""

import pytest

from callseat.store.database import complete_url
from callseat.store.errors import StoreError


@pytest.mark.parametrize(
    ("given", "completed"),
    [
        ("", "sqlite+aiosqlite:////data/callseat.db"),
        ("sqlite:///some/file.db", "sqlite+aiosqlite:///some/file.db"),
        ("postgres://me@host/db", "postgresql+psycopg://me@host/db"),
        ("postgresql://me@host/db", "postgresql+psycopg://me@host/db"),
        ("postgresql+psycopg://me@host/db", "postgresql+psycopg://me@host/db"),
    ],
)
def test_the_driver_is_written_into_the_address(given, completed, tmp_path):
    from pathlib import Path

    assert str(complete_url(given, Path("/data"))) == completed


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("mysql://me@host/db", "A mysql database is not supported"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("not an address", "not of the form"),
        ("postgresql://host:port/db", "not of the form"),
    ],
)
def test_other_addresses_are_refused(given, sentence, tmp_path):
    with pytest.raises(StoreError, match=sentence):
        complete_url(given, tmp_path)


async def test_sqlite_waits_keeps_references_and_writes_ahead(tmp_path):
    from sqlalchemy import text

    from callseat.store.store import open_store

    store = await open_store("", tmp_path)
    async with store.engine.connect() as connection:
        pragmas = {
            name: await connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    await store.close()
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000}
