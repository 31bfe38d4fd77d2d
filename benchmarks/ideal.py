"""The ideal queue: n seats, one line in order of arrival. Call by call, and for very many calls."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.queueing import Line

FOREVER = 10**15
EVERY = 8
"""A look at the queue is taken at every eighth happening: the others would tell hardly more."""
Numbers = NDArray[np.float64]


class Call(NamedTuple):
    """All in milliseconds. One who waits longer than `patience` hangs up."""

    arrival: int
    handling: int
    patience: int


class Wait(NamedTuple):
    """Milliseconds until the answer, or until the caller gave up."""

    length: int
    answered: bool


def calls_of(line: Line, number: int, random: Random) -> Iterator[Call]:
    """Poisson arrivals, exponential handling and patience, to the millisecond."""
    at = 0.0
    for _ in range(number):
        at += random.expovariate(line.arrivals)
        handling = 1 + round(1000 * random.expovariate(1 / line.handling))
        patience = round(1000 * random.expovariate(line.impatience)) if line.patience else FOREVER
        yield Call(round(1000 * at), handling, patience)


def waits(calls: Sequence[Call], seats: int) -> list[Wait]:
    """The wait of each call: a seat is known by when it becomes free."""
    free, found = [0] * seats, []
    for call in calls:
        wait = max(free[0] - call.arrival, 0)
        answered = wait <= call.patience
        if answered:
            heapq.heapreplace(free, call.arrival + wait + call.handling)
        found.append(Wait(min(wait, call.patience), answered))
    return found


def many_calls(line: Line, calls: int, side_by_side: int, seed: int) -> Numbers:
    """The figures (waits, mean wait, in time, gives up) of independent queues, a row each.

    Times without memory make the number in system all that counts: it goes up with an arrival, down
    with an end or a caller who gives up (uniformised: R. A. Howard, "Dynamic Probabilistic
    Systems" (1971)). Less noise, the same mean:

    - What one who finds so many there may expect is put in for what befalls that one. Callers find
      what is there at any time: R. W. Wolff, "Poisson arrivals see time averages" (1982).
    - A queue that happened to have more arrivals than it should is corrected for it (control
      variate: A. M. Law, "Simulation Modeling and Analysis", chapter 11).
    """
    room = line.seats + _longest(line)
    there = np.arange(room)
    leaving = np.minimum(there, line.seats) / line.handling
    leaving += np.maximum(there - line.seats, 0) * line.impatience
    happenings = line.arrivals + leaving[-1]
    change = ((line.arrivals + leaving) / happenings).astype(np.float32)
    arrival = np.float32(line.arrivals / happenings)
    settled = round(happenings * 10 * _relaxation(line))
    turns = round(calls / side_by_side / arrival)
    rng, expected = np.random.default_rng(seed), _expected(line, room)
    numbers = np.full(side_by_side, int(line.load * line.seats), np.int32)
    total, arrivals = np.zeros((4, side_by_side)), np.zeros(side_by_side)
    for turn in range(-settled, turns):
        draw = rng.random(side_by_side, np.float32)
        came = draw < arrival
        numbers += 2 * came.view(np.int8) - (draw < change[numbers])
        if turn >= 0:
            arrivals += came
            if turn % EVERY == 0:
                total += expected[:, numbers]
    return _corrected(total.T / len(range(0, turns, EVERY)), arrivals - turns * float(arrival))


def _corrected(figures: Numbers, excess: Numbers) -> Numbers:
    """Without what the excess of arrivals, whose mean is 0, explains of each figure."""
    slopes = (excess - excess.mean()) @ (figures - figures.mean(0)) / excess.var() / len(excess)
    return figures - np.outer(excess, slopes)


def _relaxation(line: Line) -> float:
    """Seconds in which the queue forgets what it was (upper bounds of the usual estimates)."""
    if line.patience:
        return line.handling + line.patience
    return max(line.handling, 1 / (math.sqrt(line.capacity) - math.sqrt(line.arrivals)) ** 2)


def _longest(line: Line) -> int:
    """A line that is longer is not to be met with: its share is below 1e-15."""
    length, share = 0, 1.0
    while share > 1e-15:
        length += 1
        share *= line.arrivals / (line.capacity + length * line.impatience)
    return length


def _expected(line: Line, room: int) -> Numbers:
    """What one expects who finds so many there: the four figures, by number."""
    ahead = np.maximum(np.arange(room) - line.seats + 1, 0)  # ends until it is one's turn
    gives_up = ahead * line.impatience / (line.capacity + ahead * line.impatience)
    waited = ahead / (line.capacity + ahead * line.impatience)
    return np.stack([ahead > 0, waited, _in_time(line, int(ahead[-1]))[ahead], gives_up])


def _in_time(line: Line, most: int) -> Numbers:
    """The probability to be answered in time with so many ends ahead, by Runge and Kutta."""
    ends = line.capacity + np.arange(most) * line.impatience
    leaves = np.append(0.0, ends + line.impatience)

    def slope(reached: Numbers) -> Numbers:
        return np.append(0.0, ends * reached[:-1]) - leaves * reached

    reached = np.append(1.0, np.zeros(most))
    steps = 4000
    step = line.target / steps
    for _ in range(steps):
        first = slope(reached)
        second = slope(reached + step / 2 * first)
        third = slope(reached + step / 2 * second)
        fourth = slope(reached + step * third)
        reached = reached + step / 6 * (first + 2 * second + 2 * third + fourth)
    return reached
