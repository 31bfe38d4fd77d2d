"""What a wallboard costs in the browser: `make bench-wallboard`.

Chromium shows the built page on a screen of 1920 x 1080 while 1,000 seats change their status 100
times a second. Its processes (browser, page, drawing) are measured together; they draw without a
graphics card. At the end each seat on the page must show what the script made it do last.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import time
from pathlib import Path

from playwright.async_api import Page, async_playwright
from tests.support.chromium import chromium
from tests.support.waiting import until

from benchmarks.measuring import cpu_seconds
from benchmarks.outcome import Finding, Outcome, tell
from benchmarks.wall_feed import Feed, served, staff, token

_ARGUMENTS = ("--no-sandbox", "--disable-gpu")
_TAKEN = "Number(document.querySelector('.seats')?.dataset.heard ?? 0)"
_SHOWN = """() => [...document.querySelectorAll('.seat')]
    .map((one) => [one.dataset.user, Number(one.dataset.status)])"""


async def measure(seats: int, rate: float, seconds: float) -> list[Finding]:
    feed = Feed(staff(seats))
    program, variables = chromium()
    async with served(feed) as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program, env={**variables}, args=_ARGUMENTS
        )
        try:
            page = await browser.new_page(viewport={"width": 1920, "height": 1080})
            await page.add_init_script(f"sessionStorage['callseat:token'] = {token()!r}")
            await page.goto(f"{address}/wall")
            await page.get_by_role("checkbox").nth(1).check()  # those who are offline, too
            await until_heard(page, feed)
            before = used()
            began = time.monotonic()
            told = feed.told
            await play(feed, rate, seconds)
            span = time.monotonic() - began
            cpu = used() - before
            await until_heard(page, feed)
            await page.wait_for_timeout(1500)  # the last drawing is at most a second late
            wrong = differences(feed, await page.evaluate(_SHOWN))
            taken = await page.evaluate(_TAKEN)
            heap = await page.evaluate("performance.memory.usedJSHeapSize / 1e6")
        finally:
            await browser.close()
    return [
        Finding("Chromium, all its processes", 100 * cpu / span, "% of a core", goal=50),
        Finding("changes that the page did not take", feed.told - taken, goal=0),
        Finding("seats that show another status at the end", wrong, goal=0),
        Finding("changes a second", (feed.told - told) / span),
        Finding("seats", seats),
        Finding("memory of the page's script", heap, "MB"),
    ]


async def play(feed: Feed, rate: float, seconds: float) -> None:
    """Steadily: what comes late is made up for at once."""
    chance = random.Random(2)
    began = time.monotonic()
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        seat = chance.choice(feed.seats)
        await feed.change(seat, chance.choice([one for one in range(12) if one != seat.status]))


async def until_heard(page: Page, feed: Feed) -> None:
    """Until the page took all that was told. Raises TimeoutError."""

    async def all_taken() -> bool:
        return int(await page.evaluate(_TAKEN)) >= feed.told

    await until(all_taken, 30.0)


def differences(feed: Feed, shown: list[tuple[str, int]]) -> int:
    """How many seats show another status than they have, or are not there."""
    there = dict(shown)
    return sum(there.get(one.user) != one.status for one in feed.seats)


def used() -> float:
    """Seconds of CPU of all the Chromium processes below this one."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue  # it ended meanwhile
        parents[int(stat.parent.name)] = int(text.rpartition(")")[2].split()[1])
    return sum(cpu_seconds(one) for one in parents if is_chromium(one) and is_ours(one, parents))


def is_chromium(number: int) -> bool:
    try:
        return b"chromium" in Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return False


def is_ours(number: int, parents: dict[int, int]) -> bool:
    while number > 1:
        if number == os.getpid():
            return True
        number = parents.get(number, 0)
    return False


async def main(seats: int, rate: float, seconds: float) -> int:
    findings = await measure(seats, rate, seconds)
    run = {"seats": seats, "changes a second": rate, "seconds": seconds, "screen": "1920 x 1080"}
    title = f"Wallboard: {seats:,} seats, {rate:g} changes a second"
    print(tell(Outcome("wallboard", title, "make bench-wallboard", findings, run)))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seats", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=100.0, help="changes a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.seats, given.rate, given.seconds)))
