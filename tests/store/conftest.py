"""Every store test runs on SQLite and on PostgreSQL, each with a database of its own."""

from pathlib import Path

import pytest

from callseat.store.store import open_store
from tests.support.postgres import postgres_server  # noqa: F401 - a fixture


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, as a user writes it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/callseat.db"
    return request.getfixturevalue("postgres_server").new_database()


@pytest.fixture
async def store(url, tmp_path):
    opened = await open_store(url, tmp_path / "data")
    yield opened
    await opened.close()
