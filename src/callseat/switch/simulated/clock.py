"""A clock that moves only when it is told to, and the alarms set on it.

Two alarms of the same time ring in the order in which they were set, so a run repeats exactly.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable

Action = Callable[[], None]


class Alarm:
    """One thing to do later; `cancel` makes it never happen."""

    __slots__ = ("action",)

    def __init__(self, action: Action) -> None:
        self.action: Action | None = action

    def cancel(self) -> None:
        self.action = None


class Clock:
    """Milliseconds since the epoch, and alarms. Virtual, unless a `source` of time is given."""

    def __init__(self, start: int = 0, source: Callable[[], int] | None = None) -> None:
        self._time = start
        self._source = source
        self._serial = 0
        self._alarms: list[tuple[int, int, Alarm]] = []
        self.on_change: Action | None = None  # called when an alarm is set

    @property
    def virtual(self) -> bool:
        return self._source is None

    @property
    def now(self) -> int:
        return self._source() if self._source else self._time

    def at(self, due: int, action: Action) -> Alarm:
        """Do `action` at `due`, or at once when that has passed."""
        alarm = Alarm(action)
        self._serial += 1
        heapq.heappush(self._alarms, (due, self._serial, alarm))
        if self.on_change:
            self.on_change()
        return alarm

    def after(self, delay: int, action: Action) -> Alarm:
        return self.at(self.now + delay, action)

    def next_due(self) -> int | None:
        """When the next alarm rings; None when none is set."""
        while self._alarms and self._alarms[0][2].action is None:
            heapq.heappop(self._alarms)
        return self._alarms[0][0] if self._alarms else None

    def step(self) -> bool:
        """Go to the next alarm and carry it out; false when none is set."""
        due = self.next_due()
        if due is None:
            return False
        alarm = heapq.heappop(self._alarms)[2]
        self._time = max(self._time, due)
        if alarm.action:
            alarm.action()
        return True

    def advance_to(self, end: int) -> None:
        """Carry out everything that is due until `end`, and be there."""
        while (due := self.next_due()) is not None and due <= end:
            self.step()
        self._time = max(self._time, end)

    def run_until_idle(self) -> None:
        while self.step():
            pass


def wall_clock() -> Clock:
    """A clock that shows the time of day and never goes back."""
    offset = time.time_ns() - time.monotonic_ns()
    return Clock(source=lambda: (offset + time.monotonic_ns()) // 1_000_000)
