"""A hundred thousand shifts at random: the intervals fill each session, no quota is exceeded.

Everybody logs in, a few things happen, everybody goes home; then the books of the shift are checked
and the next one begins in the same house. After each step the quotas are kept. The number of
shifts can be set by CALLSEAT_TEST_SHIFTS; a failing one repeats exactly by its seed.
"""

from __future__ import annotations

import os
from random import Random

import pytest

from callseat.domain import commands
from callseat.domain.directory import Account, Directory, Group, Project, Queue, Role, Rules, Skill
from callseat.domain.effects import CancelTimer, Refuse, Save, SetTimer
from callseat.domain.flow.flow import Enqueue
from callseat.domain.inputs import (
    Asked,
    CallArrived,
    ConnectionLost,
    DirectoryLoaded,
    Input,
    LegAnswered,
    LegEnded,
    LegRinging,
    PhoneReachable,
    Started,
    SwitchSnapshot,
    TimerFired,
)
from callseat.domain.rows import RestRow, Row, SeatSessionRow, StatusIntervalRow
from callseat.domain.status import Status
from callseat.domain.step import step
from callseat.domain.timer import Timer
from callseat.domain.world import Activity, World
from tests.domain.books import books_are_closed, quotas_are_kept, rests_add_up
from tests.domain.scenes import flow_of

SHIFTS = int(os.environ.get("CALLSEAT_TEST_SHIFTS", "100000"))
USERS = ("anna", "ben", "cleo", "vera")
SKILLS = (Skill("sales"),)
DIRECTORY = Directory(
    groups=(
        Group("g1", rest_quota=1, rest_allowance=20),
        Group("g2", rest_quota=1, rest_allowance=5, rest_floor=30),
    ),
    accounts=(
        Account("anna", extension="1001", group="g1", skills=SKILLS),
        Account("ben", extension="1002", group="g1", skills=SKILLS),
        Account("cleo", extension="1004", group="g2", skills=SKILLS),
        Account("vera", "", Role.SUPERVISOR, "1003", "g1", ("g1", "g2"), SKILLS),
    ),
    queues=(Queue("sales", announce_every=0, service_level=5),),
    projects=(Project("P1", "Sales", ("4001",), "straight", wrap_up=5, recorded=False),),
    flows=(flow_of("straight", wait=Enqueue("sales")),),
)
OWN = (
    *("requestRest", "requestRest", "cancelRest", "doNotDisturb", "ready", "workBusy", "workFree"),
    *("autoCall", "manualCall", "answerCall", "refuse", "hangUp", "logout", "login"),
)
FORCED = ("forceIdle", "forceBusy", "forceOut")
OUTSIDE = ("call", "call", "ring", "answer", "hang up", "give up", "phone", "break", "time")


class Shift:
    """One house, shift after shift. The world and the timers are kept, the rows are not."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.world, self.now, self.legs, self.asks = World(), 1_700_000_000_000, 0, 0
        self.timers: dict[str, tuple[int, Timer]] = {}
        self.rows: list[Row] = []
        self.steps = self.refused = 0
        self.do(Started(self.now, "B", Rules(grace=15, cool_down=2, refusals_until_busy=2)))
        self.do(DirectoryLoaded(self.now, DIRECTORY))
        self.do(SwitchSnapshot(self.now, (), (), ("1001", "1002", "1003", "1004")))

    def do(self, given: Input) -> None:
        self.steps += 1
        for effect in step(self.world, given):
            match effect:
                case Save(row):
                    self.rows.append(row)
                case SetTimer(key, due, timer):
                    self.timers[key] = (due, timer)
                case CancelTimer(key):
                    self.timers.pop(key, None)
                case Refuse():
                    self.refused += 1
        quotas_are_kept(self.world)

    def ask(self, user: str, name: str, *params: str) -> None:
        self.asks += 1
        seat = self.world.seats[user]
        session = seat.session
        if name == "login" or not seat.connected:
            session = f"session-{self.asks}"
        row = commands.TABLE[name]
        self.do(Asked(self.now, "q", session, user, name, row.Params(*params)))

    def something(self) -> None:
        """A command of somebody's, or something from outside. Some time goes by."""
        random, user = self.random, self.random.choice(USERS)
        self.passes(random.choice((0, 1, 700, 4000)))
        what = random.random()
        if what < 0.55:
            name = random.choice(OWN)
            self.ask(user, name, *(("", "") if name == "login" else ()))
        elif what < 0.65:
            self.ask("vera", random.choice(FORCED), user)
        else:
            self.outside(random.choice(OUTSIDE), user)

    def outside(self, what: str, user: str) -> None:
        seat = self.world.seats[user]
        match what:
            case "call":
                self.legs += 1
                self.do(CallArrived(self.now, f"k{self.legs}", "city", "138", "4001"))
            case "ring" | "answer" | "hang up":
                kind = {"ring": LegRinging, "answer": LegAnswered, "hang up": LegEnded}[what]
                self.do(kind(self.now, seat.leg))
            case "give up":
                self.do(LegEnded(self.now, f"k{self.legs}"))
            case "phone":
                self.do(PhoneReachable(self.now, seat.extension, reachable=not seat.reachable))
            case "break":
                self.do(ConnectionLost(self.now, seat.session, user))
            case "time":
                self.passes(30_000)

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

    def begin(self) -> None:
        self.rows.clear()
        for user in USERS:
            self.ask(user, "login", "", "")

    def end(self) -> None:
        """All calls are over, all log out."""
        for leg in list(self.world.legs):
            self.do(LegEnded(self.now, leg))
        for leg in list(self.world.legs):
            self.do(LegEnded(self.now, leg))
        for user in USERS:
            seat = self.world.seats[user]
            assert seat.activity is Activity.NONE
            if seat.base is not Status.OFFLINE:
                if not seat.connected:
                    self.ask(user, "login", "", "")
                self.ask(user, "logout")
            assert seat.base is Status.OFFLINE
            self.do(PhoneReachable(self.now, seat.extension, reachable=True))


@pytest.mark.timeout(300)
def test_a_hundred_thousand_shifts() -> None:
    shift = Shift(seed=20231114)
    statuses: dict[int, int] = {}
    rests = overtimes = sessions = 0
    for _ in range(SHIFTS):
        shift.begin()
        for _ in range(shift.random.randint(1, 8)):
            shift.something()
            rests_add_up(shift.world)
        shift.end()
        rests_add_up(shift.world)
        books_are_closed(shift.rows)
        for row in shift.rows:
            match row:
                case StatusIntervalRow():
                    statuses[row.status] = statuses.get(row.status, 0) + 1
                case RestRow(ended_at=ended) if ended:
                    rests, overtimes = rests + 1, overtimes + (row.overtime_ms > 0)
                case SeatSessionRow(logout_at=0):
                    sessions += 1
    assert not shift.world.contacts
    assert sessions >= 4 * SHIFTS
    assert sorted(statuses) == [1, 2, 4, 5, 8, 10, 11], "all that a seat can do was done"
    assert rests > SHIFTS / 20
    assert overtimes > SHIFTS / 1000
    assert shift.refused < shift.steps / 2
