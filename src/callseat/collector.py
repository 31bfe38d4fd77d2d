"""When Python's garbage collector looks at what, so that it never holds up calls.

A full collection looks at every object there is: with 12,000 seats logged in it takes a second, in
which nothing else happens. So whatever has lived for a moment is set aside (`gc.freeze`), and what
was made since is little. What was set aside is mostly freed when nothing refers to it any more,
without the collector; what of it refers to itself is looked for when no call is up.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable

EVERY = 1.0
WHOLE_EVERY = 3600.0
WHOLE_AT_LATEST = 24 * 3600.0
"""Seconds. A centre that is never without a call is held up once a day."""


class Collector:
    """`idle` says whether nobody would notice a second in which nothing happens."""

    def __init__(self, idle: Callable[[], bool]) -> None:
        self._idle = idle
        self._whole = time.monotonic()  # when everything was looked at
        self.collect()

    async def run(self) -> None:
        """For as long as the program serves."""
        while True:
            await asyncio.sleep(EVERY)
            since = time.monotonic() - self._whole
            if since >= WHOLE_AT_LATEST or (since >= WHOLE_EVERY and self._idle()):
                self._whole = time.monotonic()
                gc.unfreeze()
            self.collect()

    def collect(self) -> None:
        """Look at what is not set aside yet, and set aside what of it stays."""
        gc.collect()
        gc.freeze()
