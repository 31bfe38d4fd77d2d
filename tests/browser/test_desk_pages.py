"""Login page, bar and desk, used by a person on a real switch."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from callseat.domain.dialer.campaign import Disposition
from callseat.domain.directory import Account
from tests.browser.screen import Screen
from tests.e2e.business import PROJECTS, QUICK, SALES
from tests.support.office import Office
from tests.support.waiting import until
from tests.support.worker import PASSWORD

CALLER = "13912345678"
LONG_NAMES = {
    "cai": "Bartholomew Featherstonehaugh-Cholmondeley",
    "dora": "欧阳明月",
    "eve": "Eve Müller",
}
Look = Callable[..., Awaitable[Screen]]
REGISTERED = "document.querySelector('callseat-bar').seat.phone.line === 'registered'"
BUTTONS = {"answerCall", "refuse", "hangUp", "requestHold", "fetchHold", "muteOn", "muteOff"}


@pytest_asyncio.fixture(loop_scope="session")
async def look(browser: Browser, office: Office) -> AsyncIterator[Look]:
    """Opens the login page; afterwards who is logged in is logged out, and no page complained."""
    screens: list[Screen] = []

    async def open_one(language: str = "en", **options: object) -> Screen:
        screens.append(await Screen.open(browser, office.app.address, language, **options))
        return screens[-1]

    yield open_one
    for screen in screens:
        await leave(screen)
        await screen.close()


async def leave(screen: Screen) -> None:
    """Log out by the head of the page, if there is a desk."""
    if "/desk" in screen.page.url:
        await screen.page.locator(".top-bar button").last.click()
        await screen.page.wait_for_url("**/")


async def at_desk(look: Look, language: str = "en", **options: object) -> Screen:
    screen = await look(language, **options)
    await to_desk(screen, language)
    return screen


async def to_desk(screen: Screen, language: str = "en") -> None:
    """anna logs in; her desk is there, and its telephone."""
    await screen.log_in("anna", PASSWORD)
    await screen.page.wait_for_url("**/desk")
    await screen.status("Idle" if language == "en" else "空闲")
    await until(lambda: screen.page.evaluate(REGISTERED))


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_login_page(look: Look, language: str) -> None:
    screen = await look(language)
    await expect(screen.page.locator("#user")).to_be_focused()
    await screen.is_accessible()
    await screen.picture(f"login.{language}")
    await screen.log_in("anna", "wrong")
    problem = screen.page.locator("#problem")
    await expect(problem).to_contain_text("not right" if language == "en" else "不正确")
    await screen.is_accessible()
    assert ["401" in one for one in screen.complaints] == [True]
    screen.complaints.clear()
    await screen.page.locator(".tongue").click()
    await expect(problem).to_contain_text("不正确" if language == "en" else "not right")
    await screen.page.reload()  # the language is kept
    await expect(screen.page.locator("h1")).to_have_text(
        "登录 Callseat" if language == "en" else "Log in to Callseat"
    )


async def test_a_locked_account_is_told(look: Look, office: Office) -> None:
    locked = Account("locked", "Locked", extension="1099", group="office")
    await office.app.store.directory.accounts.add(locked, PASSWORD)
    screen = await look()
    for _ in range(12):
        await screen.page.fill("#user", "locked")
        await screen.page.fill("#password", "wrong")
        async with screen.page.expect_response("**/tokens") as answer:
            await screen.page.keyboard.press("Enter")
        if (await (await answer.value).json())["reason"] == "account_locked":
            break
    await expect(screen.page.locator("#problem")).to_contain_text("locked")
    screen.complaints.clear()


async def test_without_a_login_the_login_page_comes_and_leads_back(look: Look) -> None:
    screen = await look()
    await screen.page.goto(f"{screen.server}/desk")
    await screen.page.wait_for_url("**/?to=%2Fdesk")
    await to_desk(screen)


async def test_the_bar_offers_what_the_server_would_do(look: Look, office: Office) -> None:
    screen = await at_desk(look)
    assert await screen.possible() == set()
    await screen.command("answerCall").hover()
    assert await screen.command("answerCall").get_attribute("data-why") == (
        "The phone is not ringing."
    )
    customer = await office.call(SALES, CALLER)
    await screen.status("Ringing")
    assert await screen.possible() == {"answerCall", "refuse"}
    await expect(screen.page.locator("#customer")).to_have_text(CALLER)
    await screen.command("answerCall").click()
    await screen.status("Talking")
    assert await screen.possible() == {"hangUp", "requestHold", "muteOn"}
    await screen.command("muteOn").click()
    await screen.command("muteOff").wait_for()
    await screen.command("muteOff").click()
    await screen.command("requestHold").click()
    await screen.status("On hold")
    assert await screen.possible() == {"fetchHold"}
    await customer.hears_exactly(music=True)
    await screen.command("fetchHold").click()
    await screen.status("Talking")
    await screen.command("hangUp").click()
    await customer.until("ended")
    await screen.page.locator('[data-act="close"]').click()
    await screen.status("Idle")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_screen_pop(look: Look, office: Office, language: str) -> None:
    sales = replace(PROJECTS[0], dispositions=(Disposition("ordered", "Ordered"),))
    await office.app.store.directory.projects.change(sales)
    await office.until(lambda: sales in office.app.engine.world.directory.projects)
    screen = await at_desk(look, language)
    await screen.is_accessible()
    await screen.picture(f"desk-idle.{language}")
    bo = await office.login("bo")
    await bo.do_not_disturb()
    customer = await office.call(SALES, CALLER)
    await screen.page.locator(
        'callseat-bar [data-command="answerCall"]:not([aria-disabled])'
    ).click()
    await expect(screen.page.locator("#customer")).to_have_text(CALLER)
    await expect(screen.page.locator(".customer")).to_contain_text("P1")
    await screen.page.fill(".attach .field >> nth=0", "order")
    await screen.page.fill(".attach .field >> nth=1", "20261125-17")
    await screen.page.keyboard.press("Enter")
    await expect(screen.page.locator(".customer .facts").last).to_contain_text("20261125-17")
    await screen.page.select_option(".disposition select", "ordered")
    note = screen.page.locator(".disposition .grow")
    await note.fill("two chairs")
    await expect(
        screen.page.locator('.disposition [data-command="setDisposition"]')
    ).to_be_enabled()
    await note.press("Enter")
    await expect(screen.page.locator(".disposition .done")).to_be_visible()
    await screen.page.locator('callseat-bar [data-panel="transfer"]').click()
    await screen.is_accessible()
    await screen.picture(f"desk-transfer.{language}")
    await screen.page.keyboard.press("Escape")
    await customer.hang_up()
    await expect(screen.page.locator(".customer .kind.over")).to_be_visible()
    await screen.page.locator('[data-act="close"]').click()
    await expect(screen.page.locator(".nobody")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_full_desk(look: Look, office: Office, language: str) -> None:
    """Somebody was missed, others wait, colleagues have long names, the caller has a history."""
    accounts = office.app.store.directory.accounts
    for user, name in LONG_NAMES.items():
        found = (await accounts.get(user)).account
        await accounts.change(replace(found, name=name))
    seats = office.app.engine.world.seats
    await office.until(
        lambda: all(seats[one].account.name == LONG_NAMES[one] for one in LONG_NAMES)
    )
    screen = await at_desk(look, language)
    missed = await office.call(QUICK, "13700001111")
    await screen.page.locator(".back li", has_text="13700001111").wait_for(timeout=20_000)
    await missed.hang_up()
    bo = await office.login("bo")
    await bo.do_not_disturb()
    await office.login("dora")
    customer = await office.call(SALES, CALLER)
    answer = screen.page.locator('callseat-bar [data-command="answerCall"]:not([aria-disabled])')
    await answer.click()
    for last in (1, 2, 3):
        await office.call(SALES, f"1380013800{last}")
    await expect(screen.page.locator(".waiting li")).to_have_count(3)
    await screen.is_accessible()
    await screen.picture(f"desk-call.{language}")
    await screen.command("requestHold").click()
    await (
        screen.page.locator(".team li", has_text="1004")
        .locator('[data-command="callSeat"]')
        .click()
    )
    await expect(screen.page.locator("callseat-bar .call.held")).to_contain_text(CALLER)
    await screen.picture(f"desk-consultation.{language}")
    await screen.command("hangUp").click()
    await customer.hang_up()


async def test_a_waiting_caller_is_picked_up_and_given_to_a_colleague(
    look: Look, office: Office
) -> None:
    screen = await at_desk(look)
    await screen.page.locator('callseat-bar [data-panel="state"]').click()
    await screen.page.locator('callseat-bar .rows [data-command="doNotDisturb"]').click()
    await screen.status("Busy")
    customer = await office.call(SALES, CALLER)
    pick_up = screen.page.locator('[data-command="connectQueue"]')
    await pick_up.click()
    await screen.status("Talking")
    bo = await office.login("bo")
    row = screen.page.locator(".team li", has_text="bo")
    await row.locator('[data-command="turnSlic"]:not([aria-disabled])').click()
    await bo.expect("onRing", caller=CALLER)
    await bo.answer_call()
    await customer.hears_exactly(bo.phone.call)
    await screen.status("Idle")  # after the wrap-up of its project (ADR 0003)


async def test_by_the_keyboard_alone(look: Look, office: Office) -> None:
    screen = await at_desk(look)
    bo = await office.login("bo")
    keyboard = screen.page.keyboard
    opener = screen.page.locator('callseat-bar [data-panel="dial"]')
    for _ in range(40):
        if await opener.evaluate("(one) => one.getRootNode().activeElement === one"):
            break
        await keyboard.press("Tab")
    await keyboard.press("Enter")
    await screen.page.locator("callseat-bar .rows").wait_for()
    for _ in range(3):
        await keyboard.press("Tab")
    await keyboard.type(office.extension("bo"))
    await keyboard.press("Enter")
    await bo.expect("onRing")
    await bo.answer_call()
    await screen.status("Talking")
    await keyboard.press("Escape")
    await screen.command("hangUp").focus()
    await keyboard.press("Enter")
    await screen.status("Idle")
    assert await screen.possible() <= BUTTONS


async def test_narrow(look: Look, office: Office) -> None:
    screen = await at_desk(look, viewport={"width": 420, "height": 900})
    assert await screen.page.evaluate("document.documentElement.scrollWidth") <= 420
    await screen.is_accessible()


async def test_two_lines_make_a_bar(look: Look) -> None:
    """As on another site's page: a script, an element with a token."""
    screen = await look()
    await screen.page.evaluate(
        """async ([user, password]) => {
            const answer = await fetch("/api/v1/tokens", {method: "POST", headers:
                {"Content-Type": "application/json"}, body: JSON.stringify({user, password})});
            await import("/bar/callseat-bar.js");
            document.body.innerHTML = "<callseat-bar phone></callseat-bar>";
            document.body.firstChild.setAttribute("token", (await answer.json()).access_token);
        }""",
        ["anna", PASSWORD],
    )
    await until(lambda: screen.page.evaluate(REGISTERED.replace(".seat.", ".current.")))
    await screen.status("Idle")
    height = await screen.page.locator("callseat-bar").evaluate("(one) => one.offsetHeight")
    assert 50 < height < 90, "its styles are there, in one line"
    await screen.page.locator('callseat-bar [data-panel="watch"]').click()
    await screen.page.locator("callseat-bar .rows input").first.fill("1002")
    await screen.page.locator('callseat-bar .rows [data-command="listenSlic"]').click()
    await expect(screen.page.locator("callseat-bar .problem")).to_contain_text("may not")
    refused = screen.page.locator('callseat-bar .rows [data-command="listenSlic"]')
    await expect(refused).to_have_attribute("data-why", "You may not do this.")
    await screen.page.keyboard.press("Escape")
    await screen.page.locator('callseat-bar [data-panel="state"]').click()
    await screen.page.locator('callseat-bar .rows [data-command="logout"]').click()
    await expect(screen.page.locator("callseat-bar .none")).to_have_text("Logged out: logout")
