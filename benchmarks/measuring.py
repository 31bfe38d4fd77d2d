"""What a process uses, where it runs, and what several readings come to."""

from __future__ import annotations

import asyncio
import math
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

QUIET_SPAN = 0.25
QUIET_SHARE = 0.03
"""A process is quiet when it used less than this share of a core for so many seconds."""


def cpu_seconds(number: int) -> float:
    """User and system time of a process with its ended threads, to the nanosecond.

    The same as utime + stime of /proc/<number>/stat, which count in hundredths of a second. The
    clock's number is made as by clock_getcpuclockid(3) on Linux.
    """
    return time.clock_gettime((~number << 3) | 2)


def resident_megabytes(number: int) -> float:
    """Resident memory of a process (proc_pid_status(5), VmRSS), in MB of a million bytes."""
    status = Path(f"/proc/{number}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024 / 1e6


class Stopwatch:
    """What processes use from its making on."""

    def __init__(self, processes: Sequence[int]) -> None:
        self._processes = processes
        self._began = time.monotonic()
        self._before = [cpu_seconds(one) for one in processes]

    def read(self) -> tuple[list[float], float]:
        """CPU seconds of each process, and seconds of the wall clock."""
        now = [cpu_seconds(one) for one in self._processes]
        used = [one - was for one, was in zip(now, self._before, strict=True)]
        return used, time.monotonic() - self._began


@dataclass(frozen=True, slots=True)
class Cores:
    """One core makes the load, another carries what is measured; on one core they share it."""

    load: int
    subject: int

    @classmethod
    def choose(cls) -> Cores:
        free = sorted(os.sched_getaffinity(0))
        return cls(free[0], free[-1])


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """What is started meanwhile runs on this core, for good."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


async def until_quiet(numbers: Sequence[int], within: float = 15.0) -> None:
    """Wait until none of the processes works any more. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while True:
            watch = Stopwatch(numbers)
            await asyncio.sleep(QUIET_SPAN)
            used, span = watch.read()
            if max(used) < span * QUIET_SHARE:
                return


@dataclass(frozen=True, slots=True)
class Figure:
    """Several readings of one thing: the middle one, and the lowest and highest."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, readings: Sequence[float]) -> Figure:
        return cls(statistics.median(readings), min(readings), max(readings))

    def text(self, digits: int = 2) -> str:
        return f"{self.median:.{digits}f} ({self.low:.{digits}f} to {self.high:.{digits}f})"


class Lateness:
    """How long this process's event loop was held up: a tick is due every 10 ms."""

    TICK = 0.01

    def __init__(self) -> None:
        self._worst = 0.0
        self._ticking = asyncio.create_task(self._tick())

    def take(self) -> float:
        """The longest in milliseconds since the last time that it was asked."""
        worst, self._worst = self._worst, 0.0
        return 1000 * worst

    async def _tick(self) -> None:
        while True:
            due = time.perf_counter() + self.TICK
            await asyncio.sleep(self.TICK)
            self._worst = max(self._worst, time.perf_counter() - due)


def percentile(readings: Sequence[float], share: float) -> float:
    """The reading that `share` of them do not exceed, by the nearest rank; 0 of none."""
    ranked = sorted(readings)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)] if ranked else 0.0
