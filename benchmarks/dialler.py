"""Predictive dialling against the exact optimum, and beside a ratio controller.

The optimum is that of a Markov decision process. N seats; talks last exponentially, `handling` on
average. A line, once dialled, rings exponentially, `ring` on average, whether it is answered or
not; then it is answered with probability `answer`, else it is gone. Nobody waits: who answers while
no seat is free is abandoned. Any number of lines may be dialled at any moment, none is taken back.
The goal is the share of busy seats in the long run, where at most `cap` of the answered calls are
abandoned. That dialler knows all rates, has no beginning of the day, and its cap holds
on average; ours knows none, begins at zero each morning, and may be over the cap at no moment.

With the price y of an abandonment above the cap the process has an average gain g(y), found by
relative value iteration; the constrained optimum is the least g(y), for the problem is a linear
program (E. Altman, "Constrained Markov Decision Processes" (1999), chapter 3).
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.outcome import Finding, Outcome, tell
from callseat.simulate.days import Trial, Way, on_floor
from callseat.simulate.figures import Figures
from callseat.simulate.floor import Site
from callseat.simulate.population import BUILT_IN

SIZES = (10, 20, 50, 100)
PATIENCE = 2000  # ms that a callee may wait for a seat, with waiting
SHARES = (0.5, 0.3, 0.14, 0.06)  # of the days, by size: small teams have the hardest ones
Worth = NDArray[np.float64]
GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True, slots=True)
class Process:
    """Times are seconds."""

    seats: int
    handling: float = 180.0
    ring: float = 15.0
    answer: float = 0.3
    cap: float = 0.03

    @property
    def lines(self) -> int:
        """More of them ring in no good policy."""
        usual = self.seats * self.ring / self.handling / self.answer
        return int(3 * usual + 6 * self.seats**0.5 + 12)


def optimum(process: Process, dearest: float = 80.0) -> float:
    """The greatest share of busy seats."""
    worth = nothing_known(process)  # each price begins with what the last one found
    return _least(lambda price: gain(process, price, worth), dearest)


def nothing_known(process: Process) -> Worth:
    return np.zeros((process.seats + 1, process.lines + 1))


def gain(process: Process, price: float, worth: Worth, close: float = 2e-5) -> float:
    """Of the best policy at this price, by relative value iteration of the uniformised process.

    States are (busy seats, ringing lines) after dialling; dialling more is free, so what a state is
    worth before it is the greatest worth among those with as many lines or more. It begins with
    `worth`, by state, and leaves there what it finds.
    """
    busy = np.arange(process.seats + 1.0)[:, None]
    ringing = np.arange(process.lines + 1.0)[None, :]
    over = busy / process.handling
    answered = ringing * process.answer / process.ring
    gone = ringing * (1 - process.answer) / process.ring
    rate = process.seats / process.handling + process.lines / process.ring
    abandoned = answered * (busy == process.seats) - process.cap * answered
    earned = busy / process.seats - price * abandoned
    more = np.minimum(np.arange(process.seats + 1) + 1, process.seats)
    fewer = np.maximum(np.arange(process.seats + 1) - 1, 0)
    while True:
        best = np.maximum.accumulate(worth[:, ::-1], axis=1)[:, ::-1]
        after = np.concatenate([best[:, :1], best[:, :-1]], axis=1)  # one line less
        new = earned + over * best[fewer] + answered * after[more] + gone * after
        new = (new + (rate - over - answered - gone) * best) / rate
        change = (new - worth) * rate
        if change.max() - change.min() < close:
            return float(change.max() + change.min()) / 2
        worth[:] = new - new[0, 0]


def _least(of: Callable[[float], float], end: float, close: float = 0.05) -> float:
    """Of a convex function between 0 and `end`, by golden section."""
    begin = 0.0
    inner = [end - GOLDEN * end, GOLDEN * end]
    values = [of(one) for one in inner]
    while end - begin > close:
        if values[0] < values[1]:
            end = inner[1]
            inner = [end - GOLDEN * (end - begin), inner[0]]
            values = [of(inner[0]), values[0]]
        else:
            begin = inner[0]
            inner = [inner[1], begin + GOLDEN * (end - begin)]
            values = [values[1], of(inner[1])]
    return min(values)


@dataclass(frozen=True, slots=True)
class Series:
    """Days of one kind."""

    world: str
    seats: int
    way: Way
    waiting: int
    days: int

    def trials(self) -> list[Trial]:
        ring_time = 30_000 if self.world == "realistic" else 600_000
        site = Site(self.seats, connect_within=self.waiting, ring_time=ring_time)
        people = BUILT_IN[self.world]
        return [Trial(site, people, self.way, seed) for seed in range(self.days)]


def main(days: int, workers: int) -> None:
    best = {seats: optimum(Process(seats)) for seats in SIZES}
    findings = [Finding(f"optimum at {seats} seats", best[seats]) for seats in SIZES]
    with ProcessPoolExecutor(workers) as pool:

        def run(series: Series) -> list[Figures]:
            return list(pool.map(on_floor, series.trials(), chunksize=1))

        over, whole = 0, 0
        for waiting in (0, PATIENCE):
            for seats, share in zip(SIZES, SHARES, strict=True):
                ours = run(
                    Series("exponential", seats, Way.PREDICTIVE, waiting, round(days * share))
                )
                over += sum(one.over > 0 for one in ours)
                whole += len(ours)
                findings += _against(seats, waiting, best[seats], ours)
        for world in BUILT_IN:
            for seats in SIZES:
                count = max(3, round(days / seats / 8))
                ours = run(Series(world, seats, Way.PREDICTIVE, PATIENCE, count))
                theirs = run(Series(world, seats, Way.RATIO, PATIENCE, count))
                over += sum(one.over > 0 for one in ours)
                whole += len(ours)
                findings += _beside(f"{world}, {seats} seats", ours, theirs)
    told = f"simulated days on which the cap was exceeded at any moment, of {whole:,}"
    findings.insert(len(SIZES), Finding(told, over, goal=0))
    settings = {"days of each waiting": days, "hours a day": 8, "cap": "3 %"}
    title = "Predictive dialling: utilisation against the exact optimum, 8-hour days"
    tell(Outcome("dialler", title, "make bench-dialler", findings, settings))


def _against(seats: int, waiting: int, best: float, ours: list[Figures]) -> Iterable[Finding]:
    how = f"{seats} seats, callees wait up to {waiting / 1000:g} s"
    shares = [one.utilisation for one in ours]
    yield Finding(
        f"utilisation over the optimum, {how}, mean of {len(ours)} days",
        statistics.fmean(shares) / best,
        low=min(shares) / best,
        high=max(shares) / best,
        goal=0.96,
        at_most=False,
        against=f"optimum {best:.3f}, nobody waits",
    )
    yield from _lost(how, ours)


def _lost(how: str, ours: list[Figures]) -> Iterable[Finding]:
    lost = [100 * one.lost for one in ours]
    mean = 100 * sum(one.abandoned for one in ours) / sum(one.answered for one in ours)
    yield Finding(f"abandoned in a day, {how}", mean, "%", low=min(lost), high=max(lost))


def _beside(how: str, ours: list[Figures], theirs: list[Figures]) -> Iterable[Finding]:
    for what, unit, of in (
        ("utilisation", "%", lambda one: 100 * one.utilisation),
        ("abandoned in a day", "%", lambda one: 100 * one.lost),
        ("mean wait of a seat", "s", lambda one: one.mean_idle),
    ):
        mine, other = [of(one) for one in ours], [of(one) for one in theirs]
        yield Finding(
            f"{what}, {how}, mean of {len(ours)} days",
            statistics.fmean(mine),
            unit,
            low=min(mine),
            high=max(mine),
            against=f"ratio controller {statistics.fmean(other):.3g} {unit} "
            f"({min(other):.3g} to {max(other):.3g})",
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--days", type=int, default=500, help="of each waiting, over all sizes")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    main(given.days, given.workers)
