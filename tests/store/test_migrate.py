"""The schema: made once, by one of many starters, equal to the models, never downgraded."""

import asyncio
from dataclasses import fields

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from callseat.domain import rows
from callseat.domain.directory import Account, Forwarding
from callseat.store import migrate as migrate_module
from callseat.store.database import complete_url, make_engine
from callseat.store.errors import StoreError
from callseat.store.migrate import migrate
from callseat.store.models import TABLES, Base
from callseat.store.store import open_store


async def test_the_migrated_schema_is_the_models(store):
    def differences(connection):
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, Base.metadata)

    async with store.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


def test_every_row_class_has_a_table_of_its_fields():
    assert set(TABLES) == set(rows.Row.__args__)
    for row, table in TABLES.items():
        names = [column.name for column in table.columns]
        # Leads have more columns, which people fill.
        known = len(fields(row)) if row is rows.LeadRow else len(names)
        assert names[:known] == [field.name for field in fields(row)]
        keys = 2 if row in {rows.RecordingSegmentRow, rows.ContactDataRow} else 1
        first = [field.name for field in fields(row)[:keys]]
        assert [column.name for column in table.primary_key] == first


async def test_the_steps_are_told_once(url, tmp_path):
    address = complete_url(url, tmp_path)
    told, told_again = [], []
    await migrate(address, told.append)
    await migrate(address, told_again.append)
    assert told[0] == "Database schema: the directory: people, lines, flows."
    assert told_again == []


async def test_what_was_there_before_a_step_is_kept(url, tmp_path):
    address = complete_url(url, tmp_path)
    engine = make_engine(address)

    def older(connection):
        config = migrate_module._config()
        config.attributes.update(connection=connection, on_version_apply=[])
        command.upgrade(config, "0003")
        connection.execute(
            text(
                'INSERT INTO account ("user", name, role, password_hash, disabled)'
                " VALUES ('anna', 'Anna', 'agent', '', false)"
            )
        )
        connection.execute(text("INSERT INTO forwarding VALUES ('1001', '', '1002')"))
        connection.execute(
            text("INSERT INTO contact VALUES ('c1', 'p', '1', '2', 3, 0, 0, 'open', '', '', '')")
        )

    async with engine.begin() as connection:
        await connection.run_sync(older)
    await engine.dispose()
    store = await open_store(url, tmp_path)
    directory = await store.directory.load()
    assert directory.accounts == (Account("anna", "Anna"),)
    assert directory.forwardings == (Forwarding("1001", busy="1002"),)
    assert (await store.records.contact("c1")).contact.kind == "inbound"
    await store.close()


async def test_servers_that_start_together_make_the_schema_once(url, tmp_path):
    told = []
    address = complete_url(url, tmp_path)
    await asyncio.gather(*(migrate(address, told.append) for _ in range(4)))
    assert len(told) == len(set(told)) > 0


async def test_a_newer_schema_is_refused_and_left_alone(url, tmp_path):
    await (await open_store(url, tmp_path)).close()
    engine = make_engine(complete_url(url, tmp_path))
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer Callseat: its schema is 9999"):
        await open_store(url, tmp_path)
    async with engine.begin() as connection:
        found = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    await engine.dispose()
    assert found == "9999"


async def test_no_database_at_the_address_is_told_without_the_password(tmp_path):
    with pytest.raises(StoreError) as refused:
        await open_store(f"postgresql://me:hidden@/callseat?host={tmp_path}", tmp_path)
    assert "cannot be used" in str(refused.value)
    assert "hidden" not in str(refused.value)


async def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / "callseat.db").write_text("something else " * 100)
    with pytest.raises(StoreError, match="file is not a database"):
        await open_store("", tmp_path)
