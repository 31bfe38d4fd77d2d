"""What is added up for a seat or a queue, and the figures that follow from the sums. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, Self

from callseat.domain.status import Status


class _Adding:
    """Tallies whose numbers, and lists of numbers, can be added to one another."""

    __slots__ = ()

    def add(self, other: Self) -> None:
        for each in fields(self):  # type: ignore[arg-type]
            mine, theirs = getattr(self, each.name), getattr(other, each.name)
            setattr(self, each.name, _ADD[type(mine)](mine, theirs))


_ADD: dict[type, Callable[[Any, Any], Any]] = {
    int: lambda mine, theirs: mine + theirs,
    Counter: lambda mine, theirs: mine + theirs,
    list: lambda mine, theirs: [a + b for a, b in zip(mine, theirs, strict=True)],
}


def _zeros() -> list[int]:
    return [0] * len(Status)


@dataclass(slots=True)
class SeatTally(_Adding):
    """What one seat, or several together, did. Times are milliseconds.

    `counts` and `times` are by status code; all else of time is made from them.
    """

    counts: list[int] = field(default_factory=_zeros)
    times: list[int] = field(default_factory=_zeros)
    rests: int = 0
    overtime: int = 0
    offered: int = 0
    handled: int = 0
    missed: int = 0
    refused: int = 0
    withdrawn: int = 0
    failed: int = 0

    @property
    def logged_in(self) -> int:
        return sum(self.times)

    @property
    def talk(self) -> int:
        """Talking to one or to several."""
        return self.times[Status.TALKING] + self.times[Status.CONFERENCE]

    @property
    def hold(self) -> int:
        return self.times[Status.HOLDING]

    @property
    def handling(self) -> int:
        """Talk, hold and the work after it."""
        return self.talk + self.hold + self.times[Status.WORK]

    @property
    def average_handling(self) -> int | None:
        return _average(self.handling, self.handled)

    @property
    def occupancy(self) -> float | None:
        """The part of the time on duty (logged in, not resting) that went into calls."""
        duty = self.logged_in - self.times[Status.REST]
        return self.handling / duty if duty else None


@dataclass(slots=True)
class QueueTally(_Adding):
    """What happened in one queue. Times are milliseconds.

    `in_time` of the answered waited no longer than the queue's service level; `judged` are the
    waits that are over and had one.
    """

    offered: int = 0
    answered: int = 0
    in_time: int = 0
    judged: int = 0
    abandoned: int = 0
    overflowed: int = 0
    failed: int = 0
    waiting: int = 0
    wait: int = 0
    answered_wait: int = 0
    longest_wait: int = 0

    def add(self, other: Self) -> None:
        longest = max(self.longest_wait, other.longest_wait)
        _Adding.add(self, other)
        self.longest_wait = longest

    @property
    def over(self) -> int:
        """Waits that are over."""
        return self.offered - self.waiting

    @property
    def service_level(self) -> float | None:
        """The part of the callers, of those whose wait is over, who were answered in time."""
        return self.in_time / self.judged if self.judged else None

    @property
    def average_wait(self) -> int | None:
        return _average(self.wait, self.over)

    @property
    def average_answer(self) -> int | None:
        return _average(self.answered_wait, self.answered)


@dataclass(slots=True)
class FlowTally(_Adding):
    """What happened at one node of a flow. Times are milliseconds; `branches` counts by name."""

    entered: int = 0
    here: int = 0
    hung_up: int = 0
    spent: int = 0
    longest: int = 0
    branches: Counter[str] = field(default_factory=Counter)

    def add(self, other: Self) -> None:
        longest = max(self.longest, other.longest)
        _Adding.add(self, other)
        self.longest = longest

    @property
    def average(self) -> int | None:
        return _average(self.spent, self.entered - self.here)


@dataclass(slots=True)
class CampaignTally(_Adding):
    """What became of a campaign's attempts. Times are milliseconds.

    `answered` are those that people answered: a seat or the flow took them (`connected`), or they
    were `abandoned`, among them those `lost` with the server.
    """

    attempts: int = 0
    open: int = 0
    answered: int = 0
    connected: int = 0
    abandoned: int = 0
    machine: int = 0
    busy: int = 0
    no_answer: int = 0
    rejected: int = 0
    failed: int = 0
    cancelled: int = 0
    skipped: int = 0
    talk: int = 0
    idle: int = 0
    idles: int = 0
    dispositions: Counter[str] = field(default_factory=Counter)

    @property
    def answer_rate(self) -> float | None:
        """Of the attempts that are over and were not cancelled or skipped."""
        over = self.attempts - self.open - self.cancelled - self.skipped
        return self.answered / over if over else None

    @property
    def abandoned_share(self) -> float | None:
        return self.abandoned / self.answered if self.answered else None

    @property
    def average_talk(self) -> int | None:
        return _average(self.talk, self.connected)

    @property
    def average_idle(self) -> int | None:
        return _average(self.idle, self.idles)


def _average(total: int, count: int) -> int | None:
    return round(total / count) if count else None
