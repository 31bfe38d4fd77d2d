"""The exchanges that the contract is run against."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.contract.party import Exchange
from tests.contract.simulated import SimulatedExchange


@pytest.fixture(params=["simulated", "simulated and slow"])
async def exchange(request: pytest.FixtureRequest) -> AsyncIterator[Exchange]:
    world = SimulatedExchange(delay=40 if request.param == "simulated and slow" else 0)
    await world.start()
    yield world
    await world.stop()
