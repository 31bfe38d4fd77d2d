"""The wallboard: a real supervisor on a real switch, and a crowd of seats from a script."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from benchmarks.wall_feed import Feed, served, staff, token
from playwright.async_api import Browser, Page, expect

from callseat.domain.status import Status
from tests.browser.screen import Screen
from tests.e2e.business import SALES
from tests.support.office import Office
from tests.support.waiting import until
from tests.support.worker import PASSWORD

LINES = (
    {"code": "sales", "name": "销售 Sales", "waiting": 7, "ago": 134, "staff": 42, "ready": 0},
    {"code": "service", "name": "服务 Service", "waiting": 2, "ago": 18, "staff": 61, "ready": 3},
    {"code": "gold", "name": "Gold customers, contracts and complaints", "waiting": 0, "ago": 0,
     "staff": 12, "ready": 9},
)  # fmt: skip
DAY = (("sales", 412, 371, 0.82), ("service", 655, 640, 0.94), ("gold", 31, 31, 1.0))
CAMPAIGNS = (
    {"code": "renewal", "name": "续保回访 Renewal", "mode": "predictive", "state": "running"},
    {"code": "survey", "name": "Satisfaction survey, autumn", "mode": "progressive",
     "state": "paused"},
    {"code": "old", "name": "", "mode": "preview", "state": "finished"},
)  # fmt: skip
Enter = Callable[..., Awaitable[Screen]]


@pytest_asyncio.fixture(loop_scope="session")
async def screens(browser: Browser) -> AsyncIterator[list[Screen]]:
    """Those opened in a test; afterwards no page complained."""
    opened: list[Screen] = []
    yield opened
    for screen in opened:
        await screen.close()


async def at_wall(
    browser: Browser, screens: list[Screen], feed: Feed, language: str = "en", **options: object
) -> Page:
    """The wallboard of a scripted crowd."""
    screen = await Screen.open(browser, feed.address, language, **options)
    screens.append(screen)
    await screen.page.evaluate(f"sessionStorage['callseat:token'] = {token()!r}")
    await screen.page.goto(f"{feed.address}/wall")
    await until(lambda: heard(screen.page, feed))
    return screen.page


async def heard(page: Page, feed: Feed) -> bool:
    taken = "Number(document.querySelector('.seats')?.dataset.heard ?? 0)"
    return bool(feed.told and await page.evaluate(taken) >= feed.told)


def crowd(number: int) -> Feed:
    """Seats in all statuses, lines in trouble and not, and a day of half hours."""
    feed = Feed(staff(number))
    now = max(seat.since for seat in feed.seats)
    feed.lines = [
        {**line, "since": now - int(str(line["ago"])) * 1000 if line["ago"] else 0}
        for line in LINES
    ]
    feed.reports["queues-day"] = [queue_line(*one) for one in DAY]
    feed.campaigns = CAMPAIGNS
    feed.counts = {"waiting": 1204, "held": 40, "dialling": 31, "done": 2893, "withdrawn": 7}
    feed.reports["campaigns-day"] = [
        campaign_line("renewal", 0.021),
        campaign_line("survey", 0.029),
    ]
    for half in range(16, 30):
        at = f"2026-11-25T{half // 2:02}:{'30' if half % 2 else '00'}"
        busy = 40 + 25 * (half % 5) - (30 if half == 24 else 0)
        feed.reports.setdefault("queues", []).append(
            {**queue_line("sales", busy, busy - half % 7, 0.75 + (half % 5) / 25), "from": at}
        )
        times = {"talk": 500, "hold": 60, "work": 160, "idle": 240, "rest": 90, "busy": 30}
        feed.reports.setdefault("groups", []).append(
            {"from": at, **{f"{kind}_ms": 60_000 * (each + 9 * (half % 4))
                            for kind, each in times.items()}}
        )  # fmt: skip
    return feed


def campaign_line(campaign: str, share: float) -> dict[str, object]:
    return {
        "campaign": campaign,
        "attempts": 3120,
        "connected": 1180,
        "answered": 1240,
        "answer_rate": 0.397,
        "abandoned_share": share,
        "cap_used": share / 0.03,
    }


def queue_line(code: str, offered: int, answered: int, level: float) -> dict[str, object]:
    return {
        "queue": code,
        "offered": offered,
        "answered": answered,
        "in_time": int(offered * level),
        "abandoned": offered - answered,
        "waiting": 0,
        "service_level": level,
    }


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_three_hundred_seats(browser: Browser, screens: list[Screen], language: str) -> None:
    feed = crowd(300)
    async with served(feed):
        page = await at_wall(browser, screens, feed, language)
        await expect(page.locator(".charts canvas")).to_have_count(2)
        shown = sum(seat.status != Status.OFFLINE for seat in feed.seats)
        await expect(page.locator(".seat")).to_have_count(shown)
        await expect(page.locator(".alarms")).to_contain_text("销售 Sales")
        await expect(page.locator(".campaigns tbody tr")).to_have_count(2)
        await expect(page.locator(".alarms")).to_contain_text("Satisfaction survey, autumn")
        await screens[0].is_accessible()
        await screens[0].picture(f"wall.{language}")
        idle = next(seat for seat in feed.seats if seat.status == Status.IDLE)
        await feed.change(idle, Status.BUSY)
        await expect(page.locator(f'[data-user="{idle.user}"]')).to_have_attribute(
            "data-status", "10"
        )
        await page.locator(".seat[data-status='5']").first.click()
        await expect(page.locator("[data-act=listenSlic]")).to_have_attribute(
            "aria-disabled", "false"
        )
        await screens[0].is_accessible()
        await screens[0].picture(f"wall-seat.{language}")
        await page.locator(".seat[data-status='1']").first.click()
        await expect(page.locator("[data-act=listenSlic]")).to_have_attribute(
            "aria-disabled", "true"
        )
        await page.locator(".by-status button").first.click()
        await expect(page.locator(".seat:not([data-status='1'])")).to_have_count(0)
        await page.goto("about:blank")  # before the server is gone


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_few_seats_limits_television_and_nothing_at_all(
    browser: Browser, screens: list[Screen], language: str
) -> None:
    feed = crowd(24)
    async with served(feed):
        page = await at_wall(browser, screens, feed, language)
        await expect(page.locator(".charts canvas")).to_have_count(2)
        await expect(page.locator(".seat").first).to_be_visible()
        await screens[0].picture(f"wall-few.{language}")
        await page.locator(".top-bar .tools button").first.click()
        await screens[0].is_accessible()
        await screens[0].picture(f"wall-limits.{language}")
        await page.locator("#limit-talk").fill("5")
        await page.locator("dialog[open] button[type=submit]").click()
        await expect(page.locator(".seat.alarmed").first).to_be_visible()
        await page.locator(".top-bar .tools button").last.click()
        await expect(page.locator(".television")).to_be_visible()
        await expect(page.locator(".top-bar")).to_have_count(0)
        await screens[0].is_accessible()
        await screens[0].picture(f"wall-television.{language}")
        await page.locator("button.leave").click()
        await expect(page.locator(".top-bar")).to_be_visible()
        await page.goto("about:blank")
    nobody = Feed([])
    async with served(nobody):
        page = await at_wall(browser, screens, nobody, language)
        await expect(page.locator(".seats .empty")).to_be_visible()
        await screens[1].is_accessible()
        await screens[1].picture(f"wall-empty.{language}")
        await page.goto("about:blank")


async def test_a_supervisor_listens_whispers_and_forces_from_the_wall(
    browser: Browser, screens: list[Screen], office: Office
) -> None:
    await office.has_phone("zoe")
    anna = await office.login("anna")
    talk = await office.talk(anna, SALES, "13912345678")
    screen = await Screen.open(browser, office.app.address)
    screens.append(screen)
    page = screen.page
    await screen.log_in("zoe", PASSWORD)
    await page.wait_for_url("**/wall")
    tile = page.locator('[data-user="anna"]')
    await expect(tile).to_have_attribute("data-status", "5")
    await tile.click()
    await page.locator("[data-act=listenSlic]").click()
    await page.locator("[data-act=hangUp]").wait_for()
    phone = office.city.phones[office.extension("zoe")]
    await office.until(lambda: phone.call is not None)
    await phone.call.hears_exactly(talk.customer, talk.desk)
    await page.locator("[data-act=forceBusy]").click()
    await expect(page.locator(".panel .now")).to_contain_text("then Busy")
    await page.locator("[data-act=hangUp]").click()
    await talk.customer.hang_up()
    await expect(tile).to_have_attribute("data-status", "10")
    await page.locator("[data-act=forceIdle]").click()
    await anna.expect_status(Status.IDLE)
    await page.locator("[data-act=forceOut]").click()
    await page.locator("dialog[open] .primary").click()
    await expect(page.locator(".panel .now")).to_contain_text("Offline")
    await expect(page.locator("[data-act=forceIdle]")).to_have_attribute("aria-disabled", "true")
    await page.locator(".top-bar button").last.click()
    await page.wait_for_url("**/")
