"""A look at the database finds its schema, changes nothing, and says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from callseat.store.database import WRITES
from callseat.store.directory import DirectoryStore
from callseat.store.errors import StoreError
from callseat.store.look import look_at
from callseat.store.store import open_database


async def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    found = await look_at("", tmp_path)
    assert found.current is None
    assert not list(tmp_path.glob("*"))


async def test_a_schema_of_this_version_is_current_and_unchanged(tmp_path: Path) -> None:
    engine = await open_database("", tmp_path, lambda _step: None)
    directory = DirectoryStore(engine)
    before = await directory.revision()
    found = await look_at("", tmp_path)
    assert found.current == found.newest
    assert found.current
    assert await directory.revision() == before
    await engine.dispose()


async def test_an_older_schema_is_told_and_not_updated(tmp_path: Path) -> None:
    engine = await open_database("", tmp_path, lambda _step: None)
    async with engine.execution_options(**WRITES).begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    await engine.dispose()
    for _ in range(2):
        found = await look_at("", tmp_path)
        assert found.current == "0001"
        assert found.newest != "0001"


async def test_a_broken_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "callseat.db").write_bytes(b"no database at all, never was\n" * 99)
    with pytest.raises(StoreError, match="cannot be used"):
        await look_at("", tmp_path)


async def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        await look_at("postgresql://us:hidden-word@127.0.0.1:1/calls", tmp_path)
    assert "127.0.0.1:1" in str(refused.value)
    assert "hidden-word" not in str(refused.value)
