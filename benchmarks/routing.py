"""How long a decision takes in small and large call centres: `make bench-routing`.

Ten queues of all strategies. Each seat serves three of them, at levels of its own; callers have one
of three priorities. Half of the seats serve the quiet queues, where seats are free; the others
serve the busy ones: they all talk, and callers wait. The clock runs over the whole step: routing,
and all that is told and noted about it.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Sequence
from random import Random

from benchmarks.measuring import Cores, on_core
from benchmarks.outcome import Finding, Outcome, tell
from benchmarks.site import Site
from callseat.domain.directory import Account, Directory, Group, Project, Queue, Skill, Strategy
from callseat.domain.flow.flow import Enqueue, Flow, NamedNode
from callseat.domain.inputs import CallArrived, Input, LegAnswered, LegEnded

SIZES = ((120, 10), (1_200, 100), (12_000, 1_000))
QUEUES, SKILLS, PRIORITIES = 10, 3, 3
QUIET, BUSY = range(QUEUES // 2), range(QUEUES // 2, QUEUES)
GOAL = 1.5

JOINS = "a caller joins, seats are free"
WAITS = "a caller joins, all seats are busy"
FREED = "a seat becomes free, callers wait"
IDLE = "a seat becomes free, nobody waits"
KINDS = (JOINS, WAITS, FREED, IDLE)
SWEEP = b"." * 96_000_000
"""Larger than a processor's caches: to go through it empties them."""
Readings = dict[str, list[float]]
"""Microseconds of the steps, by kind of decision."""
Turn = dict[tuple[int, int], dict[str, float]]
"""Median microseconds of a decision in one round, by size and kind."""
COLD = ", caches emptied before each"


def directory_of(seats: int, random: Random) -> Directory:
    strategies = list(Strategy)
    queues = [Queue(str(q), strategy=strategies[q % 4], announce_every=0) for q in range(QUEUES)]
    lines = [(q, priority) for q in range(QUEUES) for priority in range(PRIORITIES)]
    return Directory(
        groups=(Group("g"),),
        accounts=tuple(_account(number, random) for number in range(seats)),
        queues=tuple(queues),
        projects=tuple(
            Project(number(*one), service_numbers=(number(*one),), flow=number(*one))
            for one in lines
        ),
        flows=tuple(_flow(*one) for one in lines),
    )


def number(queue: int, priority: int) -> str:
    """The service number whose callers wait in this queue at this priority."""
    return f"4{queue}{priority}"


def _account(number: int, random: Random) -> Account:
    served = random.sample(QUIET if number % 2 else BUSY, SKILLS)
    skills = tuple(Skill(str(queue), random.randint(1, 9)) for queue in served)
    return Account(f"user{number}", extension=str(10_000 + number), group="g", skills=skills)


def _flow(queue: int, priority: int) -> Flow:
    code = number(queue, priority)
    return Flow(code, "", "wait", (NamedNode("wait", Enqueue(str(queue), priority)),))


class Centre(Site):
    """So many seats, half of them in a talk, and so many callers who wait for those.

    With `between`, that is done before each step whose time is taken.
    """

    def __init__(self, seats: int, waiting: int) -> None:
        self.random = Random(seats)
        super().__init__(directory_of(seats, self.random))
        self.callers = 0
        self.between: Callable[[], object] = lambda: None
        self.talks: list[tuple[str, str]] = []  # the customer's leg and the seat
        while len(self.talks) < seats // 2:
            self.answer(self.arrive(self.random.choice(BUSY))[0])
        while self.waiting() < waiting:
            self.arrive(self.random.choice(BUSY))

    def waiting(self) -> int:
        return sum(len(line.waiting) for line in self.world.lines.values())

    def arrive(self, queue: int) -> tuple[str, float]:
        """A caller's leg, and the microseconds of the step."""
        self.callers += 1
        leg = f"k{self.callers}"
        callee = number(queue, self.random.randrange(PRIORITIES))
        caller = str(13_000_000_000 + self.callers)
        return leg, self.timed(CallArrived(self.tick(), leg, "city", caller, callee))

    def answer(self, leg: str) -> None:
        """The seat that was chosen for this caller takes the call, if one was."""
        user = self.world.contacts[self.world.legs[leg].contact].offered_to
        if user:
            self.do(LegAnswered(self.tick(), self.world.seats[user].leg))
            self.talks.append((leg, user))

    def end(self, leg: str, user: str) -> float:
        """The caller hangs up, then the seat's phone is on the hook: the time of that step."""
        phone = self.world.seats[user].leg
        self.do(LegEnded(self.tick(), leg))
        return self.timed(LegEnded(self.tick(), phone))

    def timed(self, given: Input) -> float:
        self.between()
        began = time.perf_counter_ns()
        self.do(given)
        return (time.perf_counter_ns() - began) / 1000

    def live(self, readings: Readings) -> None:
        """A call of the quiet queues from end to end; then one of the busy ones is over."""
        leg, spent = self.arrive(self.random.choice(QUIET))
        readings[JOINS].append(spent)
        self.answer(leg)
        readings[IDLE].append(self.end(*self.talks.pop()))
        place = self.random.randrange(len(self.talks))
        self.talks[place], self.talks[-1] = self.talks[-1], self.talks[place]
        _, user = self.talks[-1]
        readings[FREED].append(self.end(*self.talks.pop()))
        part = self.world.seats[user].part
        if part is None:
            raise RuntimeError(f"{user} got nobody, though {self.waiting()} wait")
        self.answer(self.world.contacts[part.contact].leg)
        readings[WAITS].append(self.arrive(int(part.queue))[1])  # so that no queue runs dry


def main(rounds: int, lives: int) -> None:
    centres = [Centre(*size) for size in SIZES]
    gc.collect()
    gc.freeze()  # as the server does when it has started
    warm = [_turns(centres, lives) for _ in range(rounds)]
    for centre in centres:
        centre.between = _empty_caches
    cold = [_turns(centres, max(lives // 8, 1)) for _ in range(rounds)]
    findings = [
        *(_time_of(size, warm) for size in SIZES),
        _ratio("", warm, _mean, GOAL),
        *(_ratio(f": {kind}", warm, _of(kind)) for kind in KINDS),
        *(_time_of(size, cold, COLD) for size in SIZES),
        _ratio(COLD, cold, _mean, GOAL),
    ]
    tell(
        Outcome(
            "routing",
            "Routing: the time of a decision at so many seats x callers waiting",
            "make bench-routing",
            findings,
            {"rounds": rounds, "decisions of each kind, size and round": lives,
             "queues": QUEUES, "skills of a seat": SKILLS, "priorities": PRIORITIES},
        )
    )  # fmt: skip


def _turns(centres: Sequence[Centre], lives: int) -> Turn:
    """Each centre in turn: its first steps find the caches full of another's."""
    turn: Turn = {}
    for size, centre in zip(SIZES, centres, strict=True):
        readings: Readings = {kind: [] for kind in KINDS}
        for _ in range(lives):
            centre.live(readings)
        turn[size] = {kind: statistics.median(times) for kind, times in readings.items()}
    return turn


def _empty_caches() -> int:
    return SWEEP.find(b"x")


def _mean(times: dict[str, float]) -> float:
    return statistics.fmean(times.values())


def _of(kind: str) -> Callable[[dict[str, float]], float]:
    return lambda times: times[kind]


def _time_of(size: tuple[int, int], rounds: Sequence[Turn], how: str = "") -> Finding:
    what = f"decision at {_named(size)}{how}"
    return Finding.of(what, [_mean(turn[size]) for turn in rounds], "µs")


def _ratio(
    what: str,
    rounds: Sequence[Turn],
    part: Callable[[dict[str, float]], float],
    goal: float | None = None,
) -> Finding:
    small, large = SIZES[0], SIZES[-1]
    ratios = [part(turn[large]) / part(turn[small]) for turn in rounds]
    whole = f"{_named(large)} : {_named(small)}{what}"
    return Finding.of(whole, ratios, goal=goal, against="the small one")


def _named(size: tuple[int, int]) -> str:
    return f"{size[0]:,} x {size[1]:,}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--lives", type=int, default=400, help="decisions of each kind in a turn")
    given = parser.parse_args()
    with on_core(Cores.choose().subject):
        main(given.rounds, given.lives)
