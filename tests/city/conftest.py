"""One city around one far side for all tests of the folder: starting them takes seconds."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from callseat.city import City, CitySettings, DeskPhone
from callseat.switch.asterisk.runtime.installation import Installation
from tests.support.far_side import FarSide


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def world(asterisk_installation: Installation) -> AsyncIterator[tuple[City, FarSide]]:
    folder = Path(tempfile.mkdtemp(prefix="far-side-"))
    side = FarSide(folder, asterisk_installation, secrets.token_urlsafe(12))
    city = await City.start(CitySettings(side.address, installation=asterisk_installation))
    try:
        await side.start(city.trunk)
        yield city, side
    finally:
        await city.stop()
        await side.stop()
        shutil.rmtree(folder)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def city(world: tuple[City, FarSide]) -> City:
    return world[0]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def far_side(world: tuple[City, FarSide]) -> FarSide:
    return world[1]


@pytest_asyncio.fixture(loop_scope="session")
async def phone(city: City, far_side: FarSide) -> AsyncIterator[DeskPhone]:
    """Phone 1001, registered; its calls are over afterwards."""
    made = await city.phone("1001", far_side.secret)
    yield made
    for leg in made.calls:
        if leg.ending is None:
            await leg.hang_up()
            await leg.until("ended")
    await made.unregister()
