"""A campaign at the desk: the lead is seen, called, and must get a disposition."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from callseat.domain.dialer.campaign import Campaign, CampaignMode, CampaignState, Disposition
from callseat.domain.status import Status
from callseat.store.leads.importing import Importer, Order
from tests.browser.conftest import TONE
from tests.browser.desk import Desk
from tests.browser.screen import Screen
from tests.e2e.business import PROJECTS, SALES
from tests.support.office import Office
from tests.support.worker import PASSWORD

DISPOSITIONS = (
    Disposition("sold", "签约 Signed", success=True),
    Disposition("later", "改约 Call again", final=False, call_back=True),
)
FILE = "姓名,电话,城市,产品\n王小明,{0},上海,年度保险\n李丽,{1},北京,车险\n赵强,{2},广州,寿险\n"
IDLE = {"en": "Idle", "zh-CN": "空闲"}


@pytest_asyncio.fixture(loop_scope="session")
async def screen(
    request: pytest.FixtureRequest, office: Office, browser: Browser
) -> AsyncIterator[Screen]:
    """anna at her desk, and a campaign that would show her its two leads."""
    language = request.node.callspec.params["language"]
    directory, code = office.app.store.directory, f"spring-{language}".lower()
    rules = {"dispositions": DISPOSITIONS, "disposition_required": True}
    await directory.projects.change(replace(PROJECTS[0], **rules))
    campaign = Campaign(code, "春季 Spring", "P1", "sales", CampaignMode.PREVIEW, caller=SALES)
    await directory.campaigns.add(campaign)
    text = FILE.format(*numbers(language))
    await Importer(office.app.store.engine).run(Order(code, "l"), io.BytesIO(text.encode()))
    await directory.campaigns.set_state(code, CampaignState.RUNNING)
    shown = await Screen.open(browser, office.app.address, language)
    await shown.with_ears()
    await shown.log_in("anna", PASSWORD)
    await shown.page.wait_for_url("**/desk")
    await shown.status(IDLE[language])
    yield shown
    await directory.campaigns.set_state(code, CampaignState.FINISHED)
    await directory.projects.change(PROJECTS[0])
    await shown.page.locator(".top-bar button").last.click()
    await shown.page.wait_for_url("**/")
    await shown.close()


def numbers(language: str) -> list[str]:
    first = 13900000101 if language == "en" else 13900000111
    return [str(first + place) for place in range(3)]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_lead_is_seen_called_and_gets_its_disposition(
    office: Office, screen: Screen, language: str
) -> None:
    page, anna = screen.page, office.app.engine.world.seats["anna"]
    panel = page.locator('callseat-bar [data-panel="state"]')
    await panel.click()
    await page.locator('callseat-bar .rows [data-command="autoCall"]').click()
    await page.keyboard.press("Escape")
    card = page.locator(".preview")
    await expect(card).to_contain_text("险")
    first = await card.locator("h2").inner_text()
    await screen.is_accessible()
    await screen.picture(f"desk-preview.{language}")
    await card.locator('[data-command="skipPreview"]').click()
    await expect(card.locator("h2")).not_to_have_text(first)
    number = await card.locator("dd.figures").inner_text()
    assert number in numbers(language)
    await card.locator('[data-command="dialPreview"]').click()
    lead = await office.city.receives(number, within=15)
    await lead.until("answered")
    desk = Desk(page, screen.server, "anna", TONE)
    await desk.hears(lead)
    await lead.hears_exactly(desk)
    await expect(page.locator("#customer")).to_have_text(number)
    await lead.hang_up()
    close = page.locator('[data-act="close"]')
    await expect(close).to_have_attribute("aria-disabled", "true")
    await expect(page.locator(".disposition .owed")).to_be_visible()
    await panel.click()
    await expect(page.locator('callseat-bar .rows [data-command="workFree"]')).to_have_attribute(
        "aria-disabled", "true"
    )
    await page.keyboard.press("Escape")
    await page.select_option(".disposition select", "later")
    await page.locator('.disposition input[type="datetime-local"]').fill("2030-01-02T10:00")
    await screen.is_accessible()
    await screen.picture(f"desk-disposition.{language}")
    await page.locator('.disposition [data-command="setDisposition"]').click()
    await expect(page.locator(".disposition .done")).to_be_visible()
    await expect(close).not_to_have_attribute("aria-disabled", "true")
    await close.click()
    await office.until(lambda: anna.base is Status.IDLE)
    await office.until(lambda: anna.talked is not None and not anna.talked.owed)
