"""A page of Callseat in the browser, as a person uses it: logged in by the login page."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, ConsoleMessage, Locator, Page

from tests.browser.desk import EARS
from tests.support.small_png import with_palette

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "web/node_modules/axe-core/axe.min.js").read_text("utf-8")
PICTURES = os.environ.get("CALLSEAT_WRITE_SCREENSHOTS", "")
"""Where pictures of the pages are written to; none are if it is empty."""


@dataclass
class Screen:
    """`complaints` is what the console showed."""

    page: Page
    server: str
    complaints: list[str] = field(default_factory=list)

    @classmethod
    async def open(
        cls, browser: Browser, address: str, language: str = "en", **options: Any
    ) -> Screen:
        """The login page, in this language."""
        options.setdefault("viewport", {"width": 1440, "height": 900})
        context = await browser.new_context(locale=language, permissions=["microphone"], **options)
        page = await context.new_page()
        screen = cls(page, address.replace("ws://", "http://").removesuffix("/ws"))
        page.on("console", screen._note)
        page.on("pageerror", lambda error: screen.complaints.append(str(error)))
        await page.goto(screen.server)
        return screen

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    async def log_in(self, user: str, password: str) -> None:
        """By the keyboard alone: the name has the focus from the beginning."""
        await self.page.locator("#user:focus").wait_for()
        await self.page.keyboard.type(user)
        await self.page.keyboard.press("Tab")
        await self.page.keyboard.type(password)
        await self.page.keyboard.press("Enter")

    async def with_ears(self) -> None:
        """What the next pages hear can be measured, as in `desk.Desk`."""
        await self.page.add_init_script(EARS)
        await self.page.reload()

    def command(self, name: str) -> Locator:
        """The button of a command in the bar."""
        return self.page.locator(f'callseat-bar .acts [data-command="{name}"]')

    async def possible(self) -> set[str]:
        """The commands in the bar's own row that can be given now."""
        found: list[str] = await self.page.locator(
            "callseat-bar .acts [data-command]:not([aria-disabled])"
        ).evaluate_all("all => all.map((one) => one.dataset.command)")
        return set(found)

    async def status(self, word: str, within: float = 15) -> None:
        """Wait until the bar shows this status."""
        shown = self.page.locator("callseat-bar .state b", has_text=word)
        await shown.wait_for(timeout=within * 1000)

    async def is_accessible(self) -> None:
        """No fault is found by axe (WCAG 2.2 A and AA)."""
        await self.page.evaluate(AXE)
        found = await self.page.evaluate(
            """async () => (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a",
                "wcag21aa", "wcag22aa", "best-practice"]})).violations.map((one) =>
                `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`)"""
        )
        assert found == [], found

    async def picture(self, name: str) -> None:
        """A small picture for the docs, if wanted."""
        if PICTURES:
            (Path(PICTURES) / f"{name}.png").write_bytes(with_palette(await self.page.screenshot()))

    async def close(self) -> None:
        """Nobody complained."""
        await self.page.context.close()
        assert self.complaints == [], self.complaints
