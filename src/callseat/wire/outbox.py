"""What waits to be sent on one connection, bounded."""

from __future__ import annotations

import asyncio
from collections import deque


class Outbox:
    """Texts in order. `put` never waits; `get` is for the one writer."""

    __slots__ = ("_ended", "_limit", "_size", "_texts", "_waiter")

    def __init__(self, limit: int) -> None:
        self._texts: deque[str] = deque()
        self._limit = limit
        self._size = 0
        self._ended = False
        self._waiter: asyncio.Future[None] | None = None

    def put(self, text: str) -> bool:
        """Add a text; False if that would be more than the limit, counted in characters."""
        if self._size + len(text) > self._limit:
            return False
        self._texts.append(text)
        self._size += len(text)
        if self._waiter is not None:
            self._wake()
        return True

    async def get(self) -> str | None:
        """The next text; waits for one. None when the last has been taken and none will come."""
        while not self._texts:
            if self._ended:
                return None
            # A bare future: an Event costs twice as much for each receiver of an event.
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        text = self._texts.popleft()
        self._size -= len(text)
        return text

    def finish(self) -> None:
        """No more will be put."""
        self._ended = True
        self._wake()

    def _wake(self) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    def clear(self) -> None:
        """Drop what waits."""
        self._texts.clear()
        self._size = 0
