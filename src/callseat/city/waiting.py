"""Waiting for what others make happen: a condition, looked at again at every change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class TooLateError(Exception):
    """Something did not happen in time."""


class Changes:
    """Told of every change by `tell`; `until` waits with a deadline."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def tell(self) -> None:
        for one in self._waiting:
            if not one.done():
                one.set_result(None)

    async def until(self, holds: Callable[[], bool], within: float, what: str) -> None:
        """Return once `holds()`; raise TooLateError naming `what` after `within` seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        while not holds():
            change: asyncio.Future[None] = loop.create_future()
            self._waiting.add(change)
            try:
                await asyncio.wait_for(change, deadline - loop.time())
            except TimeoutError:
                raise TooLateError(f"not within {within:g} s: {what}") from None
            finally:
                self._waiting.discard(change)
