"""Who calls, when, and with how much patience."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random

LEAST_PAUSE = 0.3
"""Seconds between two calls at least; at most it is three times the mean."""


@dataclass(frozen=True, slots=True)
class Customer:
    """Times are seconds: `press_after` the welcome begins, `patience` from there, `talk` with a
    seat until the customer hangs up. Without a `digit` no key is pressed.
    """

    caller: str
    digit: str
    press_after: float
    patience: float
    talk: float


def somebody(random: Random) -> Customer:
    """Most choose and wait; one in six is impatient, one in eight presses nothing."""
    impatient = random.random() < 1 / 6
    return Customer(
        caller=f"13{random.randrange(10**9):09d}",
        digit="" if random.random() < 1 / 8 else random.choice("12"),
        press_after=random.uniform(3, 6),
        patience=random.uniform(9, 14) if impatient else random.uniform(60, 120),
        talk=random.uniform(5, 16),
    )


async def calls(
    per_minute: float, random: Random, call: Callable[[Customer], Awaitable[None]]
) -> None:
    """Customers call by chance, so many a minute on average, until this is cancelled."""
    mean = 60 / per_minute
    async with asyncio.TaskGroup() as group:
        while True:
            group.create_task(_live(call, somebody(random)))
            pause = random.expovariate(1 / mean)
            await asyncio.sleep(min(max(pause, LEAST_PAUSE), 3 * mean))


async def _live(call: Callable[[Customer], Awaitable[None]], one: Customer) -> None:
    await call(one)
