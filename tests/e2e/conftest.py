"""Offices: one that the tests share, and as many of their own as they like to break."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.e2e.business import HOTLINE
from tests.support.office import Business, Office, Opener


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all, since the shared office lives longer than a test."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
            item.add_marker(pytest.mark.real)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def hotline() -> AsyncIterator[Office]:
    office = await Office.open(HOTLINE)
    yield office
    await office.close()


@pytest_asyncio.fixture(loop_scope="session")
async def office(hotline: Office) -> AsyncIterator[Office]:
    """The shared office; after the test nobody is there any more and nothing is left."""
    yield hotline
    await hotline.empty()
    await hotline.restore()
    await hotline.until_switch_is_empty()
    assert hotline.app.engine.bugs == 0


@pytest_asyncio.fixture(loop_scope="session")
async def open_office() -> AsyncIterator[Opener]:
    """Opens offices of this test alone."""
    opened: list[Office] = []

    async def open_one(business: Business, **changes: object) -> Office:
        opened.append(await Office.open(business, **changes))
        return opened[-1]

    yield open_one
    for one in opened:
        await one.close()
