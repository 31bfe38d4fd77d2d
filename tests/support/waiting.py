"""Waiting for a condition with a deadline: never for a time."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def until(look: Callable[[], Awaitable[T]], seconds: float = 10.0) -> T:
    """The first true value that `look` gives; AssertionError with the last one at the deadline."""
    end = time.monotonic() + seconds
    while True:
        value = await look()
        if value:
            return value
        assert time.monotonic() < end, f"not within {seconds} s, last seen: {value!r}"
        await asyncio.sleep(0.05)
