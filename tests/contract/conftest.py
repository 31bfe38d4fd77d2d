"""The exchanges that the contract is run against. The real one is started once for all tests."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.contract.party import Exchange
from tests.contract.real import RealExchange, Town
from tests.contract.simulated import SimulatedExchange


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all, since the real exchange lives longer than a test."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def town() -> AsyncIterator[Town]:
    folder = Path(tempfile.mkdtemp(prefix="contract-"))
    town = Town(folder)
    await town.start()
    yield town
    await town.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest_asyncio.fixture(
    loop_scope="session",
    params=["simulated", "simulated and slow", pytest.param("real", marks=pytest.mark.real)],
)
async def exchange(request: pytest.FixtureRequest) -> AsyncIterator[Exchange]:
    world: Exchange
    if request.param == "real":
        world = await RealExchange.open(request.getfixturevalue("town"))
    else:
        simulated = SimulatedExchange(delay=40 if request.param == "simulated and slow" else 0)
        await simulated.start()
        world = simulated
    yield world
    await world.stop()
