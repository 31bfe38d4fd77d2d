"""10,000 mixed calls: callers who wait and callers who are called back keep their order.

Whenever a seat is rung, nobody of the same line and the same or a higher priority has waited
longer, be it on the telephone or for a call back; who did not answer a call back is exempt until
it is tried again. CALLSEAT_TEST_ORDER sets how many calls.
"""

from __future__ import annotations

import os
from collections import Counter
from random import Random

from callseat.domain.commands import login
from callseat.domain.directory import Account, Directory, Group, Project, Queue, Rules, Skill
from callseat.domain.effects import CancelTimer, DialOutside, DialPhone, HangUp, Save, SetTimer
from callseat.domain.flow.flow import Case, Enqueue, Flow, If, NamedNode
from callseat.domain.inputs import (
    Asked,
    CallArrived,
    DigitPressed,
    DirectoryLoaded,
    Input,
    LegAnswered,
    LegEnded,
    LegRinging,
    PlayEnded,
    Started,
    SwitchSnapshot,
    TimerFired,
)
from callseat.domain.rows import ContactRow
from callseat.domain.step import step
from callseat.domain.timer import Timer
from callseat.domain.world import Stage, World

CALLS = int(os.environ.get("CALLSEAT_TEST_ORDER", "10000"))
SEATS = 12
LINES = {
    f"p{priority}": Enqueue(
        "sales", priority, call_back="2", call_back_sounds=("hello",), retries=1, retry_after=90
    )
    for priority in range(3)
}


def directory() -> Directory:
    cases = tuple(Case("${caller}", f"p{n}", matches=f"*{n}") for n in range(3))
    nodes = {"which": If(cases, "p0"), **LINES}
    flow = Flow("main", "", "which", tuple(NamedNode(n, node) for n, node in nodes.items()))
    skills = (Skill("sales"),)
    return Directory(
        groups=(Group("g1"),),
        accounts=tuple(
            Account(f"a{n}", extension=str(1000 + n), group="g1", skills=skills)
            for n in range(SEATS)
        ),
        queues=(Queue("sales", announce_every=0),),
        projects=(Project("P", "", ("4001",), "main", recorded=False, caller_id="4001"),),
        flows=(flow,),
        sounds=("hello",),
        trunks=("city",),
    )


class Day:
    def __init__(self, seed: int) -> None:
        self.random, self.now = Random(seed), 1_700_000_000_000
        self.world, self.timers = World(), dict[str, tuple[int, Timer]]()
        self.counts: Counter[str] = Counter()
        self.arrived = 0
        self.do(Started(self.now, "B", Rules(cool_down=1, refusals_until_busy=1000)))
        self.do(DirectoryLoaded(self.now, directory()))
        phones = tuple(str(1000 + n) for n in range(SEATS))
        self.do(SwitchSnapshot(self.now, (), (), phones))
        for n in range(SEATS):
            user = f"a{n}"
            self.do(Asked(self.now, "q", f"s-{user}", user, "login", login.Params(user, "")))

    def do(self, given: Input) -> None:
        for effect in step(self.world, given):
            match effect:
                case SetTimer(key, due, timer):
                    self.timers[key] = (due, timer)
                case CancelTimer(key):
                    self.timers.pop(key, None)
                case DialPhone(leg):
                    self.offered(leg)
                case DialOutside():
                    self.counts["called back"] += 1
                case HangUp(leg):
                    self.counts[f"ended {leg[0]}"] += 1
                case Save(ContactRow(ended_at=ended, outcome=outcome)) if ended:
                    self.counts[outcome] += 1

    def offered(self, leg: str) -> None:
        """Nobody who still waits ranks before the one who is offered, but who refused this seat."""
        world = self.world
        seat = world.seats[world.legs[leg].user]
        contact = world.contacts[world.legs[leg].contact]
        assert contact.visit is not None
        rank = (-contact.visit.priority, contact.waiting_since, contact.number)
        self.counts["offered for a call back" if contact.promise else "offered"] += 1
        for other_rank, other in world.lines["sales"].waiting.entries[:5]:
            if seat.user not in world.contacts[other].refused_by:
                assert rank < other_rank, (contact, world.contacts[other])

    def something(self) -> None:
        random, world = self.random, self.world
        self.passes(random.choice((0, 50, 300, 900)))
        if self.arrived < CALLS and len(world.contacts) < 60 and random.random() < 0.3:
            self.arrived += 1
            caller = f"138{random.randrange(10**8):08}"
            self.do(CallArrived(self.now, f"k{self.arrived}", "city", caller, "4001"))
        elif world.legs:
            self.telephone(random.choice(list(world.legs)))

    def telephone(self, name: str) -> None:
        random, leg, now = self.random, self.world.legs[name], self.now
        contact = self.world.contacts.get(leg.contact)
        if leg.state == "ending":
            self.do(LegEnded(now, name))
        elif leg.state == "dialled":
            self.do(LegRinging(now, name))
        elif leg.state == "ringing":
            sip = random.choice((486, 480))
            self.do(
                LegAnswered(now, name) if random.random() < 0.7 else LegEnded(now, name, 16, sip)
            )
        elif name in self.world.farewells.values():
            play = next(p for p, farewell in self.world.farewells.items() if farewell == name)
            self.do(PlayEnded(now, play, name))
        elif contact is not None and contact.stage is Stage.WAITING and random.random() < 0.3:
            self.do(DigitPressed(now, name, random.choice("212")))
        elif random.random() < (0.1 if contact and contact.stage is Stage.WAITING else 0.6):
            self.do(LegEnded(now, name))

    def passes(self, milliseconds: int) -> None:
        end = self.now + milliseconds
        while self.timers:
            key, (due, timer) = min(self.timers.items(), key=lambda item: item[1][0])
            if due > end:
                break
            del self.timers[key]
            self.now = max(self.now, due)
            self.do(TimerFired(self.now, key, timer))
        self.now = end


def test_ten_thousand_mixed_calls_keep_their_order() -> None:
    day = Day(1)
    for _ in range(100 * CALLS):
        if day.arrived >= CALLS and not day.world.contacts:
            break
        day.something()
        if day.arrived >= CALLS and not day.world.legs:
            day.passes(5000)
    counts = day.counts
    assert not day.world.contacts, "nobody is forgotten"
    assert (
        counts["answered"] + counts["abandoned"] + counts["failed"] + counts["unanswered"] == CALLS
    )
    assert counts["offered for a call back"] > CALLS / 20
    assert counts["called back"] > CALLS / 20
    assert day.world.promised == {}
    assert day.world.called_back == {}
