"""What theory says of n seats, one line in order of arrival, Poisson arrivals, exponential times.

Erlang C (nobody gives up) and Erlang A (patience is exponential, too). Sources:

- A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in
  automatic telephone exchanges" (1917); R. B. Cooper, "Introduction to Queueing Theory" (1981),
  section 3.5: the waiting probability out of Erlang's loss formula, and the wait's distribution.
- C. Palm, "Research on telephone traffic carried by full availability groups" (1957); S. Zeltyn and
  A. Mandelbaum, "Call centers with impatient customers: many-server asymptotics of the M/M/n+G
  queue", Queueing Systems 51 (2005), section 3: the density of the offered wait.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

STEPS = 20_000
"""Of an integral by Simpson's rule: more change nothing in the first nine digits."""


@dataclass(frozen=True, slots=True)
class Line:
    """Times are seconds. `load` is the offered traffic per seat; patience 0 is without end.

    A caller is answered in time within `target`.
    """

    seats: int
    load: float
    patience: float = 0.0
    handling: float = 180.0
    target: float = 20.0

    @property
    def arrivals(self) -> float:
        """A second."""
        return self.load * self.seats / self.handling

    @property
    def capacity(self) -> float:
        """Calls that all seats together end in a second."""
        return self.seats / self.handling

    @property
    def impatience(self) -> float:
        """How often one who waits gives up, a second."""
        return 1 / self.patience if self.patience else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Of all callers: the share that waits, mean seconds, the shares in time and given up."""

    waits: float
    mean_wait: float
    in_time: float
    gives_up: float = 0.0


def loss(seats: int, traffic: float) -> float:
    """Erlang B: the probability that all seats are busy if nobody waits."""
    blocked = 1.0
    for number in range(1, seats + 1):
        blocked = traffic * blocked / (number + traffic * blocked)
    return blocked


def erlang_c(line: Line) -> Figures:
    """Load below 1."""
    blocked = loss(line.seats, line.load * line.seats)
    waits = blocked / (1 - line.load * (1 - blocked))
    spare = line.capacity - line.arrivals
    return Figures(waits, waits / spare, 1 - waits * math.exp(-spare * line.target))


def erlang_a(line: Line) -> Figures:
    """The offered wait of one who would never give up has an atom at 0 and a density beyond.

    The density at x is proportional to exp(arrivals H(x) - capacity x), where H(x) is the mean of
    what such a wait lasts for one with patience.
    """
    arrivals, capacity, impatience = line.arrivals, line.capacity, line.impatience

    def lasts(x: float) -> float:
        return -math.expm1(-impatience * x) / impatience

    def density(x: float) -> float:
        return math.exp(arrivals * lasts(x) - capacity * x)

    end = 1.0
    while arrivals * lasts(end) - capacity * end > -40:
        end *= 2
    atom = 1 / loss(line.seats - 1, line.load * line.seats) / arrivals
    whole = atom + integral(density, end)
    stays = integral(lambda x: density(x) * math.exp(-impatience * x), line.target)
    waited = integral(lambda x: density(x) * lasts(x), end) / whole
    return Figures(1 - atom / whole, waited, (atom + stays) / whole, impatience * waited)


def integral(of: Callable[[float], float], end: float) -> float:
    """From 0 to `end` by Simpson's rule."""
    step = end / STEPS
    inner = sum((4 if number % 2 else 2) * of(number * step) for number in range(1, STEPS))
    return (of(0) + inner + of(end)) * step / 3


def theory(line: Line) -> Figures:
    return erlang_a(line) if line.patience else erlang_c(line)
