"""People and seats as a simulation needs them, from a YAML file. Times are seconds."""

from __future__ import annotations

import math
from enum import StrEnum
from random import Random

import msgspec

DAY = 24 * 60  # minutes


class Shape(StrEnum):
    EXPONENTIAL = "exponential"
    LOGNORMAL = "lognormal"
    FIXED = "fixed"


class Duration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`deviation`: the standard deviation, of a lognormal one."""

    mean: float
    shape: Shape = Shape.EXPONENTIAL
    deviation: float = 0.0

    def draw(self, chance: Random) -> int:
        """Milliseconds, 1 at least."""
        if self.shape is Shape.EXPONENTIAL:
            seconds = chance.expovariate(1 / self.mean)
        elif self.shape is Shape.LOGNORMAL:
            spread = math.log1p((self.deviation / self.mean) ** 2)
            seconds = chance.lognormvariate(math.log(self.mean) - spread / 2, math.sqrt(spread))
        else:
            seconds = self.mean
        return max(1, round(seconds * 1000))


class Ending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How calls end that nobody answers: this share of them, after so long."""

    share: float
    after: Duration


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer rate is `times` what it was, from this minute of the day on, within another."""

    minute: int
    times: float
    minutes: int = 30


class Population(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`answer`: the share that answers, by the hour of the simulated day; the last one holds on.

    Between two hours it goes along a straight line.
    """

    answer: tuple[float, ...] = (0.3,)
    ring: Duration = Duration(15)
    unanswered: tuple[Ending, ...] = (Ending(1, Duration(15)),)
    handling: Duration = Duration(180)
    wrap_up: Duration | None = None
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        if not self.answer or not all(0 < one <= 1 for one in self.answer):
            raise ValueError("answer: shares above 0, up to 1")
        if not math.isclose(sum(one.share for one in self.unanswered), 1, abs_tol=1e-6):
            raise ValueError("unanswered: the shares must add up to 1")
        if any(one.mean <= 0 for one in self._durations()):
            raise ValueError("durations must be longer than 0")

    def _durations(self) -> list[Duration]:
        wrap_up = [self.wrap_up] if self.wrap_up else []
        return [self.ring, self.handling, *wrap_up, *(one.after for one in self.unanswered)]

    def answer_rate(self, now: int) -> float:
        """At so many ms after the day's beginning."""
        hours = now / 3_600_000
        last = len(self.answer) - 1
        at = min(last, int(hours))
        after = self.answer[min(last, at + 1)]
        rate = self.answer[at] + (after - self.answer[at]) * min(1.0, hours - at)
        for one in self.changes:
            gone = hours * 60 - one.minute
            if 0 <= gone < one.minutes:
                rate *= 1 + (one.times - 1) * min(1.0, gone)
        return min(0.98, rate)

    def call(self, now: int, chance: Random) -> tuple[int, bool]:
        """How long it rings (ms), and whether somebody answers."""
        if chance.random() < self.answer_rate(now):
            return self.ring.draw(chance), True
        at = chance.random()
        for one in self.unanswered[:-1]:
            at -= one.share
            if at < 0:
                return one.after.draw(chance), False
        return self.unanswered[-1].after.draw(chance), False


EXPONENTIAL = Population()
"""The world of the goals."""

REALISTIC = Population(
    answer=(0.18, 0.24, 0.3, 0.34, 0.22, 0.26, 0.36, 0.4, 0.33),
    ring=Duration(11, Shape.LOGNORMAL, 6),
    unanswered=(
        Ending(0.2, Duration(3, Shape.LOGNORMAL, 1.5)),  # busy, rejected, no such number
        Ending(0.8, Duration(30, Shape.FIXED)),  # rings until it is given up
    ),
    handling=Duration(150, Shape.LOGNORMAL, 130),
    wrap_up=Duration(30, Shape.LOGNORMAL, 12),
)
"""Rates that drift by the hour, and times that are no exponential ones."""

SHOCK = msgspec.structs.replace(EXPONENTIAL, answer=(0.25,), changes=(Change(240, 3, 60),))
"""Thrice as many answer from one minute to the next, for an hour."""

BUILT_IN = {"exponential": EXPONENTIAL, "realistic": REALISTIC, "shock": SHOCK}
