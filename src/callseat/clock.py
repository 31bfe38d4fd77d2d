"""The time of day as the domain wants it: milliseconds since the epoch, UTC, never going back.

It is the wall clock at the start carried on by the monotonic clock, so that a correction of the
machine's clock neither stops a timer nor makes an interval negative.
"""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], int]


def steady_clock() -> Clock:
    """A clock that agrees with the machine's clock now."""
    offset = time.time_ns() - time.monotonic_ns()

    def now() -> int:
        return (time.monotonic_ns() + offset) // 1_000_000

    return now
