"""A seat in a browser: a page of the server with the SDK, all events so far, an ear and a voice."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, ConsoleMessage, Page

from callseat.city.ear import Voice
from tests.support.waiting import until

EARS = (Path(__file__).parent / "ears.js").read_text()
BIN = 8000 / 4096
"""Hertz between two frequencies that the page's ear tells apart."""


@dataclass
class Desk:
    """`tone` is what its microphone speaks, in hertz. `complaints` is what the console showed."""

    page: Page
    server: str
    user: str
    tone: int
    complaints: list[str] = field(default_factory=list)

    @classmethod
    async def at(cls, context: BrowserContext, server: str, user: str, tone: int) -> Desk:
        """`server` is its address for browsers; nobody is logged in yet."""
        page = await context.new_page()
        desk = cls(page, server, user, tone)
        await page.add_init_script(EARS)
        page.on("console", desk._note)
        page.on("pageerror", lambda error: desk.complaints.append(str(error)))
        await desk.load()
        return desk

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    async def load(self) -> None:
        """The page, for the first time or anew."""
        await self.page.goto(self.server)
        await self.page.add_script_tag(url="/sdk/callseat.global.js")

    async def log_in(self, password: str, *, phone: bool = True) -> None:
        """Raises playwright's Error with the rejection."""
        await self.page.evaluate(
            """async (options) => {
                window.told = [];
                window.ends = [];
                window.seat = new Callseat.Seat(options);
                seat.on("*", (event) => told.push(event));
                seat.onEnd = (reason) => ends.push(reason);
                await seat.open();
            }""",
            {"user": self.user, "password": password, "phone": phone},
        )
        if phone:
            await self.until("seat.phone.line === 'registered' || seat.phone.problem !== ''")

    async def give(self, command: str, *params: Any) -> Any:
        """A command of the SDK, such as answerCall."""
        return await self.page.evaluate(
            "([name, params]) => seat[name](...params)", [command, list(params)]
        )

    async def ask(self, expression: str) -> Any:
        return await self.page.evaluate(expression)

    async def until(self, expression: str, within: float = 15.0) -> Any:
        """Wait until an expression is true in the page; its value."""

        async def look() -> Any:
            return await self.page.evaluate(expression)

        return await until(look, within)

    async def told(self, name: str, within: float = 15.0) -> dict[str, Any]:
        """The last event of that name, once there is one."""
        found: dict[str, Any] = await self.until(
            f"told.findLast((event) => event.name === '{name}')", within
        )
        return found

    async def status(self, status: int, within: float = 15.0) -> None:
        await self.until(f"seat.status === {int(status)}", within)

    async def hears(self, other: Voice, within: float = 8.0) -> None:
        """Wait until the other's voice is the loudest that the page hears."""
        await self.until(f"Math.abs(loudest() - {other.tone}) < {2 * BIN}", within)

    async def hears_exactly(self, *others: Voice, within: float = 8.0) -> None:
        """Wait until these voices, and no other sound as loud, are what the page hears."""
        wanted = sorted(other.tone for other in others)
        heard = f"""((wanted, found) => found.length === wanted.length && found.every(
            (one, at) => Math.abs(one - wanted[at]) < {2 * BIN}))({wanted}, tones())"""
        await self.until(heard, within)

    async def hears_nothing_of(self, other: Voice, within: float = 8.0) -> None:
        await self.until(f"Math.abs(loudest() - {other.tone}) > {4 * BIN}", within)
