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


class RealTown:
    """Started by the first test that wants it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._town: Town | None = None

    async def exchange(self) -> Exchange:
        if self._town is None:
            town = Town(self._folder)
            await town.start()
            self._town = town
        return await RealExchange.open(self._town)

    async def stop(self) -> None:
        if self._town is not None:
            await self._town.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def real_town() -> AsyncIterator[RealTown]:
    folder = Path(tempfile.mkdtemp(prefix="contract-"))
    town = RealTown(folder)
    yield town
    await town.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest_asyncio.fixture(
    loop_scope="session",
    params=["simulated", "simulated and slow", pytest.param("real", marks=pytest.mark.real)],
)
async def exchange(request: pytest.FixtureRequest, real_town: RealTown) -> AsyncIterator[Exchange]:
    world: Exchange
    if request.param == "real":
        world = await real_town.exchange()
    else:
        simulated = SimulatedExchange(delay=40 if request.param == "simulated and slow" else 0)
        await simulated.start()
        world = simulated
    yield world
    await world.stop()
