"""A server of each test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.admin.server import House, Person, running


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with running(tmp_path / "data") as house:
        yield house


@pytest.fixture
async def root(house: House) -> Person:
    """The administrator."""
    return await house.login("root")


@pytest.fixture
async def sue(house: House) -> Person:
    """The supervisor of the group front."""
    return await house.login("sue")


@pytest.fixture
async def anna(house: House) -> Person:
    """An agent of the group front."""
    return await house.login("anna")
