"""Three seats, their supervisor, and customers and numbers that belong to them alone: they do what
a sequence says on a real switch, while other crews do the same beside them.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from typing import Any

from callseat.city import Leg
from callseat.city.manner import Act
from callseat.city.waiting import TooLateError
from callseat.client import Rejected
from callseat.domain.directory import Project, Queue, Skill, Strategy
from callseat.domain.status import Status
from callseat.domain.world import Leg as ServerLeg
from callseat.domain.world import LegState, Seat
from callseat.switch.asterisk.ari.errors import AriFailure
from tests.e2e.acts import (
    AGENTS,
    CUSTOMER,
    MANNERS,
    OPENINGS,
    OUTSIDE,
    SUPERVISOR,
    Deed,
    Sequence,
    Then,
)
from tests.support.office import Business, Office
from tests.support.waiting import until
from tests.support.worker import Worker

OPENS_WITHIN, WAITS = 10.0, 0.8  # seconds: what an opening waits for must come, the rest may
FAILURES = ("internal", "switch_failed", "bad_request", "unknown_command", "not_logged_in")
FLOW = "code: {0}\nname: {0}\nstart: line\nnodes:\n  line: {{kind: queue, queue: {0}}}\n"
LEVELS = {"anna": 9, "bo": 5, "cai": 1}  # anna gets the first call


def business(crews: int) -> Business:
    lines = [f"line{number}" for number in range(crews)]
    return Business(
        tuple(Queue(one, strategy=Strategy.LEVEL_FIRST, announce_every=0) for one in lines),
        tuple(
            Project(f"P{number}", one, (service_number(number),), one, wrap_up=number % 2)
            for number, one in enumerate(lines)
        ),
        tuple(FLOW.format(one) for one in lines),
        {
            f"{role}{number}": (Skill(one, LEVELS[role]),) if role in LEVELS else ()
            for number, one in enumerate(lines)
            for role in (*AGENTS, SUPERVISOR)
        },
        supervisors=tuple(f"{SUPERVISOR}{number}" for number in range(crews)),
    )


def service_number(crew: int) -> str:
    return f"40{crew:02d}"


class Crew:
    """`outcomes` counts how commands ended: "ok", or the reason of the refusal."""

    def __init__(self, office: Office, number: int, outcomes: Counter[tuple[str, str]]) -> None:
        self.office, self.number, self.outcomes = office, number, outcomes
        self.workers: dict[str, Worker] = {}
        self.customers: list[Leg] = []
        self._doing: list[asyncio.Task[None]] = []
        self._called = 0
        self._gone: set[str] = set()  # channels of the city that were sent home
        for place, manner in enumerate(MANNERS):
            office.city.answering(self._outside_number(place), manner)

    async def log_in(self) -> None:
        for role in (*AGENTS, SUPERVISOR):
            self.workers[role] = await self.office.login(f"{role}{self.number}")

    async def live(self, sequence: Sequence) -> None:
        """All deeds of the sequence; returns when each was answered."""
        for deed in OPENINGS[sequence.opening]:
            self._begin(deed)
            await self._doing[-1]
            await until(lambda then=deed.then: self._holds(then), OPENS_WITHIN)  # type: ignore[misc]
        for deed in sequence.deeds:
            self._begin(deed)
            await self._wait(deed.then)
        doing, self._doing = self._doing, []
        await asyncio.gather(*doing)

    async def go(self, order: tuple[str, ...]) -> None:
        """Everybody hangs up: those who are there, then who comes only now."""
        ways: dict[str, Callable[[], Iterator[Coroutine[Any, Any, None]]]] = {
            "customers": lambda: map(self._sent_home, self.customers),
            "outside": lambda: map(self._sent_home, self._outside()),
            "phones": lambda: map(self._sent_home, self._at_desks()),
            "commands": lambda: (self._say(role, "hangUp") for role in self.workers),
        }
        for kind in order:
            await asyncio.gather(*ways[kind]())

    async def late_ones_go(self) -> None:
        """Telephones that began to ring after all had gone, because they were being dialled."""
        await asyncio.gather(*map(self._sent_home, (*self._outside(), *self._at_desks())))

    async def are_ready(self) -> None:
        """Everybody is idle, and the agents stand in line for the next call."""
        for worker in self.workers.values():
            if self._seat(worker).base is not Status.IDLE:
                await worker.ready()
        line = self.office.app.engine.world.lines[f"line{self.number}"]
        users = {self.workers[role].user for role in AGENTS}
        await self.office.until(lambda: set(line.ready) == users)

    async def _sent_home(self, leg: Leg) -> None:
        """Hung up, and only once: a call that does not end by that is a failure."""
        if leg.channel not in self._gone:
            self._gone.add(leg.channel)
            await _unless_gone(leg.hang_up())

    # --- one deed --------------------------------------------------------------------------------

    def _begin(self, deed: Deed) -> None:
        self._doing.append(asyncio.create_task(self._do(deed)))

    async def _do(self, deed: Deed) -> None:
        if deed.what == "calls":
            await self._customer_calls()
        elif deed.what in ("answers", "hangs up", "rejects"):
            for leg in self._newest(deed.who):
                await _unless_gone(_touch(leg, deed.what))
        else:
            await self._say(deed.who, deed.what, *map(self._param, deed.params))

    async def _customer_calls(self) -> None:
        self._called += 1
        leg = await self.office.city.call(
            service_number(self.number), f"1391{self.number:02d}{self._called:05d}", voice=False
        )
        self.customers.append(leg)

    async def _say(self, role: str, name: str, *params: str) -> None:
        """A refusal with its reason is as good as a success; anything else is a failure."""
        try:
            await self.workers[role].command(name, *params)
        except Rejected as refusal:
            if refusal.reason in FAILURES:
                raise
            self.outcomes[name, refusal.reason] += 1
        else:
            self.outcomes[name, "ok"] += 1

    def _param(self, param: str | int) -> str:
        if isinstance(param, int):
            return self._outside_number(param)
        if param in self.workers:
            return self.office.extension(self.workers[param].user)
        return f"1391{self.number:02d}{self._called:05d}" if param == CUSTOMER else param

    def _outside_number(self, place: int) -> str:
        return f"13700{self.number:02d}{place:04d}"

    # --- who is there ----------------------------------------------------------------------------

    def _newest(self, who: str) -> list[Leg]:
        if who == CUSTOMER:
            legs = self.customers
        elif who == OUTSIDE:
            legs = list(self._outside())
        else:
            legs = self.workers[who].phone.calls
        return [leg for leg in legs if leg.ending is None][-1:]

    def _outside(self) -> Iterator[Leg]:
        ours = self._outside_number(0)[:7]
        return (leg for number, leg in self.office.city.received if number.startswith(ours))

    def _at_desks(self) -> Iterator[Leg]:
        return (leg for worker in self.workers.values() for leg in worker.phone.calls)

    def _seat(self, worker: Worker) -> Seat:
        return self.office.app.engine.world.seats[worker.user]

    # --- waiting ---------------------------------------------------------------------------------

    async def _wait(self, then: Then) -> None:
        if then is Then.ANSWERED:
            await self._doing[-1]
        elif then is not Then.AT_ONCE:
            with suppress(AssertionError):
                await until(lambda: self._holds(then), WAITS)

    async def _holds(self, then: Then) -> bool:
        world = self.office.app.engine.world
        match then:
            case Then.RINGS:
                return any(leg.state is LegState.RINGING for leg in self._dialled())
            case Then.CALM:
                return not any(self._dialled())
            case Then.WAITS:
                return len(world.lines[f"line{self.number}"].waiting) > 0
        return True

    def _dialled(self) -> Iterator[ServerLeg]:
        """Phones of the crew, and numbers outside for it, that were dialled and are not there."""
        world = self.office.app.engine.world
        seats = {worker.user: self._seat(worker) for worker in self.workers.values()}
        for leg in world.legs.values():
            attempt = world.attempts.get(leg.id)
            owner = attempt.owner if attempt else world.taps.get(leg.id, leg.user)
            if owner in seats and leg.state in (LegState.DIALLED, LegState.RINGING):
                yield leg


def _rings(leg: Leg) -> bool:
    return leg.at("ringing") is not None and leg.at("answered") is None and leg.ending is None


async def _touch(leg: Leg, what: str) -> None:
    if what == "hangs up":
        await leg.hang_up()
    elif _rings(leg):
        await (leg.answer() if what == "answers" else leg.hang_up(Act.DECLINE))


async def _unless_gone(work: Coroutine[Any, Any, None]) -> None:
    """What a person does may meet a call that ends at this moment."""
    with suppress(AriFailure, TooLateError):
        await work
