"""One office and one browser for all; a test that breaks the server has a site of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.desk import Desk
from tests.e2e.business import HOTLINE
from tests.support.chromium import browser_with_microphone
from tests.support.office import Office

TONE = 2347  # hertz
Sit = Callable[..., Awaitable[Desk]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all, since office and browser live longer than a test."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
            item.add_marker(pytest.mark.real)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    folder = tmp_path_factory.mktemp("microphone")
    async with browser_with_microphone(TONE, folder) as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def hotline() -> AsyncIterator[Office]:
    office = await Office.open(HOTLINE)
    yield office
    await office.close()


@pytest_asyncio.fixture(loop_scope="session")
async def office(hotline: Office) -> AsyncIterator[Office]:
    yield hotline
    await hotline.empty()
    await hotline.until_switch_is_empty()
    assert hotline.app.engine.bugs == 0


@pytest_asyncio.fixture(loop_scope="session")
async def sit(browser: Browser) -> AsyncIterator[Sit]:
    """Opens a page for a user; afterwards the user is logged out, and no page complained."""
    desks: list[Desk] = []

    async def open_one(
        address: str, user: str, *, beside: Desk | None = None, microphone: bool = True
    ) -> Desk:
        if beside is None:
            context = await browser.new_context(permissions=["microphone"] if microphone else [])
        else:
            context = beside.page.context
        server = address.replace("ws://", "http://").removesuffix("/ws")
        desks.append(await Desk.at(context, server, user, TONE))
        return desks[-1]

    yield open_one
    complaints = [one for desk in desks for one in desk.complaints]
    for desk in desks:
        if not desk.page.is_closed():
            await desk.ask("globalThis.seat?.connected ? seat.logout().catch(() => 0) : 0")
        await desk.page.context.close()
    assert complaints == []
