"""The example of a third party's page: another origin, the SDK by a script tag, a real call."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from playwright.async_api import Browser, expect

from callseat.config import ServerSettings
from tests.browser.conftest import TONE
from tests.browser.desk import EARS, Desk
from tests.e2e.business import HOTLINE, SALES
from tests.support.asterisk import free_port
from tests.support.office import Office
from tests.support.worker import PASSWORD

PAGE = Path(__file__).parents[2] / "examples/crm/index.html"
WRITTEN = "http://127.0.0.1:8080"


@asynccontextmanager
async def site(port: int, text: str) -> AsyncIterator[str]:
    """Another site with this page."""

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=text, content_type="text/html")

    application = web.Application()
    application.router.add_get("/", page)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


async def test_a_page_of_another_site_is_a_seat_with_a_telephone(browser: Browser) -> None:
    crm, callseat = free_port(), free_port()
    server = ServerSettings(port=callseat, origins=(f"http://127.0.0.1:{crm}",))
    office = await Office.open(HOTLINE, server=server)
    try:
        text = PAGE.read_text().replace(WRITTEN, f"http://127.0.0.1:{callseat}")
        async with site(crm, text) as address:
            context = await browser.new_context(permissions=["microphone"])
            page = await context.new_page()
            await page.add_init_script(EARS)
            desk = Desk(page, address, "anna", TONE)
            await page.goto(address)
            await page.fill("#user", "anna")
            await page.fill("#password", PASSWORD)
            await page.click("text=Log in")
            await expect(page.locator("#status")).to_have_text("idle")
            await office.until(lambda: "1001" in office.app.engine.world.phones)
            await desk.until("seat.phone.line === 'registered'")
            customer = await office.call(SALES, "13912345678")
            await expect(page.locator("#customer")).to_contain_text("Ms Lin", timeout=15_000)
            await page.click("#answer")
            await customer.hears_exactly(desk)
            await desk.hears(customer)
            await page.click("#hang-up")
            await customer.until("ended")
            await expect(page.locator("#customer")).to_have_text("No call")
            await context.close()
    finally:
        await office.close()
