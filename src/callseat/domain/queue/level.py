"""A line's service level: the share of callers answered in time in the last fifteen minutes.

Counted by the minute, so that it costs the same however many callers there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field

WINDOW = 15  # minutes
MINUTE = 60_000  # milliseconds


@dataclass(slots=True)
class Minute:
    number: int
    calls: int = 0
    in_time: int = 0


@dataclass(slots=True)
class ServiceLevel:
    """Callers of the window, and those of them who were answered in time."""

    calls: int = 0
    in_time: int = 0
    minutes: list[Minute] = field(default_factory=list)


def count(level: ServiceLevel, at: int, *, in_time: bool) -> None:
    """One more caller was answered, or gave up too late."""
    forget(level, at)
    if not level.minutes or level.minutes[-1].number != at // MINUTE:
        level.minutes.append(Minute(at // MINUTE))
    for counted in (level, level.minutes[-1]):
        counted.calls += 1
        counted.in_time += in_time


def is_below(level: ServiceLevel, percent: int, at: int) -> bool:
    """Whether fewer than so many percent were answered in time; nobody called is not below."""
    forget(level, at)
    return level.in_time * 100 < percent * level.calls


def next_change(level: ServiceLevel, at: int) -> float:
    """Seconds until the oldest minute goes out of sight. Called while there is one."""
    return ((level.minutes[0].number + WINDOW) * MINUTE - at) / 1000


def forget(level: ServiceLevel, at: int) -> None:
    """Drop the minutes that are out of sight; at most fifteen are there."""
    while level.minutes and level.minutes[0].number <= at // MINUTE - WINDOW:
        old = level.minutes.pop(0)
        level.calls -= old.calls
        level.in_time -= old.in_time
