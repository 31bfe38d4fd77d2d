"""The ACD in virtual time against Erlang C and Erlang A at ten points: `make bench-acd`.

First call by call: the domain and an ideal queue get the same arrivals, handling times and
patience. Then the ideal queue in the long run against the closed forms.
"""

from __future__ import annotations

import argparse
import heapq
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from random import Random

from benchmarks.ideal import Call, Numbers, Wait, calls_of, many_calls, waits
from benchmarks.outcome import Finding, Outcome, tell
from benchmarks.queueing import Line, theory
from benchmarks.site import Site
from callseat.domain.directory import Account, Directory, Group, Project, Queue, Skill
from callseat.domain.effects import CancelTimer, DialPhone, Effect, HangUp, SetTimer
from callseat.domain.flow.flow import Enqueue, Flow, NamedNode
from callseat.domain.inputs import CallArrived, Input, LegAnswered, LegEnded, LegRinging

POINTS = (
    (Line(5, 0.70), 100),
    (Line(10, 0.80), 200),
    (Line(50, 0.85), 300),
    (Line(100, 0.90), 400),
    (Line(200, 0.95), 800),
    (Line(5, 0.80, patience=180), 100),
    (Line(20, 0.90, patience=120), 100),
    (Line(50, 0.95, patience=60), 100),
    (Line(100, 0.95, patience=180), 150),
    (Line(200, 0.97, patience=120), 150),
)
"""Each with so many million calls: the more, the longer such a queue takes to forget."""
FIGURES = ("waiting probability", "mean wait", "answered within 20 s", "given up")
GOAL = 1.0  # percent
QUEUES = 4000
NORMAL = 1.96
"""95 % of a normal distribution are within so many standard deviations of the mean."""
ENDS, GIVES_UP, ARRIVES = range(3)
"""What happens in the same millisecond, in this order: who is just in time is answered."""


def directory_of(seats: int) -> Directory:
    return Directory(
        groups=(Group("g"),),
        accounts=tuple(
            Account(f"user{one}", extension=str(1000 + one), group="g", skills=(Skill("q"),))
            for one in range(seats)
        ),
        queues=(Queue("q", announce_every=0),),
        projects=(Project("P", service_numbers=("4001",), flow="f"),),
        flows=(Flow("f", "", "wait", (NamedNode("wait", Enqueue("q")),)),),
    )


class Acd(Site):
    """The domain with callers and phones around it. Phones ring and are answered at once."""

    def __init__(self, seats: int, calls: Sequence[Call]) -> None:
        super().__init__(directory_of(seats))
        self.calls = calls
        self.opened = self.now
        self.answered: dict[int, int] = {}  # call to milliseconds of the clock
        self.timers: dict[str, SetTimer] = {}
        self.coming = [(call.arrival, ARRIVES, one) for one, call in enumerate(calls)]

    def run(self) -> list[Wait]:
        """The wait of each call. Raises RuntimeError if a timer is left: none should have fired."""
        heapq.heapify(self.coming)
        while self.coming:
            at, what, one = heapq.heappop(self.coming)
            self.now = self.opened + at
            self.happens(what, one)
        if self.timers:
            raise RuntimeError(f"timers are left: {list(self.timers.values())[:3]}")
        return [self.wait_of(one) for one in range(len(self.calls))]

    def happens(self, what: int, one: int) -> None:
        if what == ARRIVES:
            self.give(CallArrived(self.now, f"k{one}", "city", f"138{one:08}", "4001"))
            if one not in self.answered:
                self.plan(self.calls[one].patience, GIVES_UP, one)
        elif what == ENDS or one not in self.answered:
            self.give(LegEnded(self.now, f"k{one}"))

    def plan(self, after: int, what: int, one: int) -> None:
        heapq.heappush(self.coming, (self.now - self.opened + after, what, one))

    def give(self, given: Input) -> None:
        """One input, and what phones do about it in the same millisecond."""
        todo = deque([given])
        while todo:
            for effect in self.do(todo.popleft()):
                todo += self.performed(effect)

    def performed(self, effect: Effect) -> Iterable[Input]:
        match effect:
            case DialPhone(leg, beside=customer):
                one = int(customer[1:])
                self.answered[one] = self.now
                self.plan(self.calls[one].handling, ENDS, one)
                return LegRinging(self.now, leg), LegAnswered(self.now, leg)
            case HangUp(leg):
                return (LegEnded(self.now, leg),)
            case SetTimer(key):
                self.timers[key] = effect
            case CancelTimer(key):
                self.timers.pop(key, None)
        return ()

    def wait_of(self, one: int) -> Wait:
        call = self.calls[one]
        if one in self.answered:
            return Wait(self.answered[one] - self.opened - call.arrival, True)
        return Wait(call.patience, False)


@dataclass(frozen=True, slots=True)
class Estimate:
    """`half` is half of the 95 % confidence interval."""

    mean: float
    half: float

    @classmethod
    def of(cls, batches: Numbers) -> Estimate:
        """Of independent batches."""
        return cls(float(batches.mean()), NORMAL * float(batches.std(ddof=1)) / len(batches) ** 0.5)

    def off(self, right: float) -> tuple[float, float]:
        """Percent off the right value, and half of the interval."""
        return 100 * (self.mean / right - 1), 100 * self.half / right


def side_by_side(line: Line, number: int, seed: int) -> list[tuple[Wait, Wait]]:
    """The wait of each call in the domain and in the ideal queue."""
    calls = list(calls_of(line, number, Random(seed)))
    return list(zip(Acd(line.seats, calls).run(), waits(calls, line.seats), strict=True))


def main(calls: int, share: float) -> None:
    """`share` of the many calls."""
    pairs: list[tuple[Wait, Wait]] = []
    estimates = []
    for seed, (line, millions) in enumerate(POINTS):
        print(_named(line))
        pairs += side_by_side(line, calls, seed)
        rows = many_calls(line, round(millions * share * 1e6), QUEUES, seed)
        estimates.append([Estimate.of(column) for column in rows.T])
    findings = [*_call_by_call(pairs), *_goals(estimates)]
    for (line, _), long_run in zip(POINTS, estimates, strict=True):
        findings += _details(line, long_run)
    run = {
        "calls through the domain at each point": calls,
        "calls of the ideal queue in the long run, million": share * sum(one for _, one in POINTS),
        "handling, s": POINTS[0][0].handling,
    }
    title = "ACD against theory at ten points (in brackets: 95 % confidence intervals)"
    tell(Outcome("acd", title, "make bench-acd", findings, run))


def _call_by_call(pairs: Sequence[tuple[Wait, Wait]]) -> Iterator[Finding]:
    """On these rests that what is said of the ideal queue holds for the domain."""
    whole = f"{len(pairs):,} calls through the domain"
    against = "ideal queue, same random numbers"
    different = sum(ours != ideal for ours, ideal in pairs)
    furthest = max(abs(ours.length - ideal.length) for ours, ideal in pairs)
    other = f"{whole}: another wait, or another end of it"
    yield Finding(other, different, goal=0, against=against)
    yield Finding(f"{whole}: largest difference", furthest, "ms", goal=0, against=against)
    yield Finding(f"{whole}: had to wait", sum(ours.length > 0 for ours, _ in pairs))
    yield Finding(f"{whole}: gave up", sum(not ours.answered for ours, _ in pairs))


def _goals(estimates: Sequence[Sequence[Estimate]]) -> Iterator[Finding]:
    """The ideal queue in the long run: the worst of the ten points, its interval included."""
    for place, figure in enumerate(FIGURES):
        worst = 0.0
        for (line, _), long_run in zip(POINTS, estimates, strict=True):
            if right := astuple(theory(line))[place]:
                off, half = long_run[place].off(right)
                worst = max(worst, abs(off) + half)
        yield Finding(
            f"{figure}: furthest off theory at any point, 95 % confidence interval included",
            worst,
            "%",
            goal=GOAL,
            against="closed form, by the ideal queue",
        )


def _details(line: Line, long_run: Sequence[Estimate]) -> Iterator[Finding]:
    """The mean, with the ends of its 95 % confidence interval."""
    for figure, right, one in zip(FIGURES, astuple(theory(line)), long_run, strict=True):
        if right:
            off, half = one.off(right)
            yield Finding(
                f"{_named(line)}: {figure}",
                one.mean,
                "s" if figure == "mean wait" else "",
                one.mean - one.half,
                one.mean + one.half,
                against=f"{right:.5g}: {off:+.2f} ± {half:.2f} %",
            )


def _named(line: Line) -> str:
    patience = f"Erlang A, patience {line.patience:g} s" if line.patience else "Erlang C"
    return f"{line.seats} seats, load {line.load:g}, {patience}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=25_000, help="through the domain, per point")
    parser.add_argument("--share", type=float, default=1.0, help="of the long run's calls")
    given = parser.parse_args()
    main(given.calls, given.share)
