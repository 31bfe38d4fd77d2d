"""One city around one far side for all tests of the folder: starting takes seconds."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from callseat.city import City, CitySettings
from callseat.switch.asterisk.runtime.find import find_or_install
from tests.support.far_side import FarSide


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def far_side(tmp_path_factory) -> AsyncIterator[FarSide]:
    folder: Path = tmp_path_factory.mktemp("far")
    side = FarSide(folder / "side", find_or_install(), secrets.token_urlsafe(12))
    side.city = None
    try:
        yield side
    finally:
        await side.stop()
