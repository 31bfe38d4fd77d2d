"""One office and one browser for all; a test that breaks the server has a site of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.desk import Desk
from tests.e2e.business import HOTLINE
from tests.support.chromium import browser_with_microphone
from tests.support.office import Office

TONE, SECOND_TONE, THIRD_TONE = 2347, 1531, 2897  # hertz, of the microphones of three browsers
Sit = Callable[..., Awaitable[Desk]]


@dataclass(frozen=True)
class Microphone:
    """A browser whose microphone speaks this tone."""

    browser: Browser
    tone: int


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


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def others(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[tuple[Microphone, Microphone]]:
    """Two more, with other voices."""
    folder = tmp_path_factory.mktemp("microphones")
    async with (
        browser_with_microphone(SECOND_TONE, folder) as second,
        browser_with_microphone(THIRD_TONE, folder) as third,
    ):
        yield Microphone(second, SECOND_TONE), Microphone(third, THIRD_TONE)


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
        address: str,
        user: str,
        *,
        at: Microphone | None = None,
        beside: Desk | None = None,
        microphone: bool = True,
    ) -> Desk:
        place = at or Microphone(browser, TONE)
        if beside is None:
            permissions = ["microphone"] if microphone else []
            context = await place.browser.new_context(permissions=permissions)
        else:
            context = beside.page.context
        server = address.replace("ws://", "http://").removesuffix("/ws")
        desks.append(await Desk.at(context, server, user, place.tone))
        return desks[-1]

    yield open_one
    complaints = [one for desk in desks for one in desk.complaints]
    for desk in desks:
        if not desk.page.is_closed():
            await desk.ask("globalThis.seat?.connected ? seat.logout().catch(() => 0) : 0")
        await desk.page.context.close()
    assert complaints == []
