"""An agent who works by herself: through the SDK, as anybody's program would."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from random import Random

from callseat.client import CallseatError, Event, Seat

HANGS_UP = 0.3
BREAK = 0.2
WORK = 0.2
"""How likely after an answer, and after a talk."""


class Agent:
    """Answers after a moment, sometimes hangs up first, sometimes takes a break after a call."""

    def __init__(self, seat: Seat, random: Random) -> None:
        self._seat = seat
        self._random = random
        self._call_no = ""
        seat.on("onRing")(self._ring)
        seat.on("onRingEnd")(self._over)
        seat.on("onAnswer")(self._talk)
        seat.on("onOffTalk")(self._after)

    async def _ring(self, event: Event) -> None:
        self._call_no = event["callNo"]
        await asyncio.sleep(self._random.uniform(0.8, 3.5))
        if self._call_no == event["callNo"]:
            # The caller may have gone in this very moment.
            with suppress(CallseatError):
                await self._seat.answer_call()

    def _over(self, _event: Event) -> None:
        self._call_no = ""

    async def _talk(self, event: Event) -> None:
        if self._random.random() > HANGS_UP:
            return
        await asyncio.sleep(self._random.uniform(4, 10))
        if self._call_no == event["callNo"]:
            with suppress(CallseatError):
                await self._seat.hang_up()

    async def _after(self, _event: Event) -> None:
        self._call_no = ""
        chance = self._random.random()
        with suppress(CallseatError):
            if chance < BREAK:
                await self._seat.do_not_disturb()
            elif chance < BREAK + WORK:
                await self._seat.work_busy()
            else:
                return
            await asyncio.sleep(self._random.uniform(4, 8))
            await self._seat.ready()


async def work(url: str, user: str, password: str, random: Random) -> None:
    """Log in and work until cancelled, then log out."""
    seat = Seat(url, user, password)
    Agent(seat, random)
    async with seat:
        await seat.ended()
