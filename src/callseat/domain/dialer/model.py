"""What a campaign learns of its calls and seats: how long a thing lasts, and how it ends.

Everything is forgotten by and by, so that what drifts is followed. A sudden change is noticed by a
short memory beside the long one, which then gives way at once. Times are milliseconds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

PRIOR = 8.0  # how many observations the first guess is worth
SHORT = 24.0  # observations in the short memory
SHOCK = 3.5  # standard deviations that are no chance
READ = 12  # observations between two readings of a table
LEFT = 0.1  # what stays of what was known before a shock


@dataclass(slots=True)
class Chance:
    """The share that succeeds, as told by the last `memory` observations."""

    memory: float
    mean: float
    weight: float = PRIOR  # observations it rests on
    short: float = -1.0  # the same share, by the short memory

    def __post_init__(self) -> None:
        if self.short < 0:
            self.short = self.mean

    def observe(self, success: bool) -> bool:
        """Whether it has just changed by more than chance would explain."""
        self.weight = min(self.memory, self.weight + 1)
        self.mean += (success - self.mean) / self.weight
        self.short += (success - self.short) / SHORT
        error = self._error(2 * SHORT)  # of a share that forgets one in SHORT each time
        if self.weight < 3 * SHORT or abs(self.short - self.mean) < SHOCK * error:
            return False
        self.mean, self.weight = self.short, SHORT
        return True

    def at_most(self) -> float:
        """One standard deviation above the mean: what little is known is taken with caution."""
        return min(1.0, self.mean + self._error(self.weight))

    def _error(self, weight: float) -> float:
        share = min(0.98, max(0.02, self.mean))
        return math.sqrt(share * (1 - share) / weight)


@dataclass(slots=True)
class Spell:
    """How long something lasts, and whether it succeeds in the end: a call that rings, a talk.

    What ended is counted in buckets of `width` ms by how long it lasted, the last one holds all
    that lasted longer. The tables say what is to be expected of one that has such an age.
    """

    width: int
    mean: float  # of those that succeed
    success: Chance
    buckets: int = 32
    forget: float = 0.99
    weight: float = 1.0  # of the next observation: it grows, instead of all others shrinking
    unread: int = 0
    ended: list[float] = field(default_factory=list)
    succeeded: list[float] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)  # by age: of success
    alive: list[float] = field(default_factory=list)  # by age: how many reached it

    def __post_init__(self) -> None:
        for name in ("ended", "succeeded", "chances", "alive"):
            setattr(self, name, [0.0] * self.buckets)
        self._read()

    def observe(self, lasted: int, *, success: bool = True) -> None:
        """One has ended."""
        at = min(self.buckets - 1, lasted // self.width)
        self.ended[at] += self.weight
        if success:
            self.succeeded[at] += self.weight
            self.mean += (lasted - self.mean) * (1 - self.forget)
        self.weight /= self.forget
        self.unread += 1
        shocked = self.success.observe(success)
        if shocked or self.unread >= READ:
            self._scale(LEFT if shocked else 1.0)
            self._read()

    def chance(self, age: int) -> float:
        """Of success in the end, for one that lasts so long already."""
        return self.chances[min(self.buckets - 1, age // self.width)]

    def ends_within(self, age: int, horizon: float) -> float:
        """The chance that one that lasts so long already ends in the next `horizon` ms."""
        return 1 - self._alive(age + horizon) / self._alive(age)

    def _alive(self, age: float) -> float:
        at = age / self.width
        last = self.buckets - 1
        if at >= last:  # as if it were memoryless from there on
            return self.alive[last] * math.exp((last - at) * self.width / self.mean)
        whole = int(at)
        return self.alive[whole] + (self.alive[whole + 1] - self.alive[whole]) * (at - whole)

    def _scale(self, share: float) -> None:
        """The next observation weighs 1 again; of the others `share` is left."""
        for counts in (self.ended, self.succeeded):
            counts[:] = [one * share / self.weight for one in counts]
        self.weight, self.unread = 1.0, 0

    def _read(self) -> None:
        alive, wins = 0.0, 0.0
        guess = PRIOR * self.success.at_most()
        for at in range(self.buckets - 1, -1, -1):
            alive += self.ended[at]
            wins += self.succeeded[at]
            self.chances[at] = (wins + guess) / (alive + PRIOR)
            self.alive[at] = alive + PRIOR * math.exp(-at * self.width / self.mean)
