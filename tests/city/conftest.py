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


@pytest_asyncio.fixture(loop_scope="session")
async def city(world: tuple[City, FarSide]) -> AsyncIterator[City]:
    """The city; all its calls are over afterwards."""
    found = world[0]
    yield found
    for leg in found.legs.values():
        await leg.hang_up()
    for leg in found.legs.values():
        await leg.until_ended()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def far_side(world: tuple[City, FarSide]) -> FarSide:
    return world[1]


@pytest_asyncio.fixture(loop_scope="session")
async def phone(city: City, far_side: FarSide) -> AsyncIterator[DeskPhone]:
    """Phone 1001, registered."""
    made = await city.phone("1001", far_side.secret)
    yield made
    await made.unregister()
