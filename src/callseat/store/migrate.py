"""Bring the schema up to date when a server starts.

One transaction under a lock: of two servers that start together the second waits, then finds
nothing to do. A failed step leaves the schema as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.engine import URL

from callseat.store.database import WRITES, make_engine
from callseat.store.errors import StoreError

Progress = Callable[[str], None]

# Any number, as long as all servers use the same one.
_ADVISORY_LOCK = 7_225_573_281
_LOCK_WAIT_SECONDS = 60


async def migrate(url: URL, progress: Progress) -> None:
    """Create or update the schema; `progress` is told each step as a sentence.

    Raises StoreError when the schema is newer than this program.
    """
    engine = make_engine(url, busy_seconds=_LOCK_WAIT_SECONDS)
    try:
        async with engine.execution_options(**WRITES).begin() as connection:
            await connection.run_sync(_upgrade, progress)
    finally:
        await engine.dispose()


def revisions(connection: Connection) -> tuple[str | None, str | None]:
    """The schema that the database has, None for none, and the newest that we know."""
    script = ScriptDirectory.from_config(_config())
    current = MigrationContext.configure(connection).get_current_revision()
    return current, script.get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "callseat.store:migrations")
    return config


def _upgrade(connection: Connection, progress: Progress) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")

    def told(*, step: Any, **_: Any) -> None:
        progress(f"Database schema: {step.up_revision.doc}.")

    config = _config()
    config.attributes["connection"] = connection
    config.attributes["on_version_apply"] = told
    if _is_behind(connection, ScriptDirectory.from_config(config)):
        command.upgrade(config, "head")


def _is_behind(connection: Connection, script: ScriptDirectory) -> bool:
    current = MigrationContext.configure(connection).get_current_revision()
    newest = script.get_current_head()
    known = {revision.revision for revision in script.walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(
            f"The database was made by a newer Callseat: its schema is {current}, this version "
            f"knows schemas up to {newest}. Install that newer version, or restore a backup."
        )
    return current != newest
