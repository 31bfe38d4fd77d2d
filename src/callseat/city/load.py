"""Many calls at a rate, each accounted for."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from .leg import Leg
from .waiting import TooLateError


@dataclass(frozen=True, slots=True)
class Load:
    """`count` calls to `number`, `rate` a second; times are in seconds.

    A caller gives up after `patience` without an answer, and hangs up `talk` after it.
    With `voices` the callers speak and record, else they are silent and cost little.
    """

    number: str
    count: int
    rate: float
    patience: float = 30.0
    talk: float = 5.0
    voices: bool = False


async def run(load: Load, place: Callable[[int], Awaitable[Leg]]) -> list[Leg]:
    """Place the calls on time and return when all have ended."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with asyncio.TaskGroup() as group:
        tasks = []
        for number in range(load.count):
            await asyncio.sleep(began + number / load.rate - loop.time())
            tasks.append(group.create_task(_one(load, number, place)))
    return [one.result() for one in tasks]


async def _one(load: Load, number: int, place: Callable[[int], Awaitable[Leg]]) -> Leg:
    leg = await place(number)
    with suppress(TooLateError):
        await leg.until("answered", "ended", within=load.patience)
        await leg.until("ended", within=load.talk)
    await leg.hang_up()
    await leg.until_ended(10.0)
    return leg


def fates(legs: Iterable[Leg]) -> Counter[str]:
    """How many calls had which fate (Leg.fate)."""
    return Counter(one.fate for one in legs)
