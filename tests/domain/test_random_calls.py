"""Random hands on every command of the call chapters, and random ends of telephones.

After each step the switch is where the world believes it to be, everybody hears whom they should,
no part, attempt or timer hangs in the air, and each part is told in the promised order. Then all
hang up and log out, nothing is left, and the time books are closed: each status, holding and
supervising and dialling too, lies in one interval. A failing day repeats by its seed.
"""

from __future__ import annotations

import os
from random import Random

import pytest

from callseat.domain import commands, hearing
from callseat.domain.activity import activity_of
from callseat.domain.directory import Account, Directory, Group, Project, Queue, Role, Rules, Skill
from callseat.domain.effects import CancelTimer, Effect, Save, SetTimer, SwitchEffect
from callseat.domain.inputs import (
    Asked,
    CallArrived,
    CallPlayEnded,
    ConnectionLost,
    DirectoryLoaded,
    Input,
    LegAnswered,
    LegEnded,
    LegProgress,
    LegRinging,
    PhoneReachable,
    Started,
    SwitchFailed,
    SwitchLost,
    SwitchSnapshot,
    TimerFired,
)
from callseat.domain.rows import Row
from callseat.domain.status import Status
from callseat.domain.step import step
from callseat.domain.timer import Timer
from callseat.domain.world import Activity, LegState, Part, PartState, Seat, World
from tests.domain.books import books_are_closed, quotas_are_kept, rests_add_up
from tests.domain.playbook import straight_flow
from tests.domain.promises import Promises
from tests.domain.switch_model import SwitchModel

DAYS = int(os.environ.get("CALLSEAT_TEST_DAYS", "400"))
DEEDS = 70
USERS = ("anna", "ben", "cleo", "vera")
PHONES = ("1001", "1002", "1004", "1003")
SKILLS = (Skill("sales"),)
ACCOUNTS = (
    Account("anna", extension="1001", group="g1", skills=SKILLS, callers=("4001",)),
    Account("ben", extension="1002", group="g1", skills=SKILLS, callers=("4001",)),
    Account("cleo", extension="1004", group="g1", callers=("4009",)),
    Account("vera", "", Role.SUPERVISOR, "1003", "g1", ("g1",), callers=("4001",)),
)


def directory(*without: str) -> Directory:
    return Directory(
        groups=(Group("g1", rest_quota=1, rest_allowance=3),),
        accounts=tuple(one for one in ACCOUNTS if one.user not in without),
        queues=(Queue("sales", announce_every=0),),
        projects=(Project("P1", "Sales", ("4001",), "straight", wrap_up=5),),
        flows=(straight_flow(),),
        sounds=("hello",),
        trunks=("city",),
    )


CALLING = (
    *("requestHold", "fetchHold", "fetchHold", "turnSlic", "turnSlic", "requestSlic", "callSeat"),
    *("muteOn", "muteOff", "connectQueue", "callOut", "callOut", "turnOut", "hangUp"),
    *("playFile", "stopPlayFile", "playConfFile", "stopPlayConfFile", "sendDigits", "attachData"),
    *("pauseRecording", "resumeRecording", "completeTransfer", "cancelTransfer", "answerCall"),
    *("refuse", "ready", "doNotDisturb", "requestSlic", "callSeat"),
    *("requestRest", "requestRest", "cancelRest", "workBusy", "workFree"),
)
FORCING = ("forceBusy", "forceIdle", "forceIdle", "forceOut")
SUPERVISING = ("requestIntercept", "listenSlic", "insertSlic", "whisperSlic")


class Day:
    def __init__(self, seed: int, *, failures: bool) -> None:
        self.random, self.failures = Random(seed), failures
        self.world, self.now, self.arrived = World(), 1_700_000_000_000, 0
        self.timers: dict[str, tuple[int, Timer]] = {}
        self.model, self.promises = SwitchModel(), Promises()
        self.lately: list[SwitchEffect] = []
        self.log: list[str] = []
        self.rows: dict[tuple[type[Row], str], Row] = {}
        self.do(Started(self.now, "B", Rules(grace=15, cool_down=2)))
        self.do(DirectoryLoaded(self.now, directory()))
        self.do(SwitchSnapshot(self.now, (), (), PHONES))
        for user in USERS:
            self.ask(user, "login", user, "")

    def do(self, given: Input) -> None:
        self.log.append(repr(given))
        if isinstance(given, LegEnded):
            self.model.gone(given.leg)
        effects = step(self.world, given)
        self.lately = [one for one in effects if isinstance(one, SwitchEffect)] or self.lately
        for effect in effects:
            self.log.append(f"    {effect!r}")
            self.note(effect)
        if not self.failures:
            self.model.agrees(self.world)
        nothing_hangs(self.world)
        phones_are_used(self.world)
        timers_are_wanted(self.world, self.timers)
        rests_add_up(self.world)
        quotas_are_kept(self.world)

    def note(self, effect: Effect) -> None:
        self.promises.hear(effect)
        match effect:
            case SetTimer(key, due, timer):
                self.timers[key] = (due, timer)
            case CancelTimer(key):
                self.timers.pop(key, None)
            case Save(row):
                self.rows[type(row), getattr(row, row.__slots__[0])] = row
            case _ if not self.failures:
                self.model.perform(effect)

    def ask(self, user: str, name: str, *params: str) -> None:
        seat = self.world.seats.get(user)
        session = seat.session if seat and name != "login" else f"session-{user}-{self.now}"
        self.do(Asked(self.now, "q", session, user, name, commands.TABLE[name].Params(*params)))

    def something(self) -> None:
        random = self.random
        self.passes(random.choice((0, 1, 700, 4000)))
        what = random.random()
        if what < 0.5:
            self.command(random.choice(USERS), random.choice(CALLING))
        elif what < 0.52:
            self.ask("vera", random.choice(FORCING), random.choice(USERS))
        elif what < 0.59:
            self.ask("vera", random.choice(SUPERVISING), random.choice(PHONES))
        elif what < 0.93:
            self.telephone(random.random())
        else:
            self.house(random.choice(USERS), random.random())

    def command(self, user: str, name: str) -> None:
        random = self.random
        params: dict[str, tuple[str, ...]] = {
            "turnSlic": (random.choice(PHONES),),
            "requestSlic": (random.choice(PHONES),),
            "callSeat": (random.choice(PHONES),),
            "connectQueue": ("13800138000",),
            "callOut": ("13900139000",),
            "turnOut": ("13900139001",),
            "playFile": ("hello",),
            "playConfFile": ("hello",),
            "sendDigits": ("1#",),
            "attachData": ("order", "17"),
        }
        if user in self.world.seats:
            self.ask(user, name, *params.get(name, ()))

    def telephone(self, what: float) -> None:
        """A caller arrives, a phone rings, answers, hangs up; a sound ends; an order fails."""
        random, world = self.random, self.world
        legs = [leg for leg in world.legs.values() if leg.id[0] != "k" or leg.state is LegState.UP]
        leg = random.choice(legs) if legs else None
        if what < 0.12 or leg is None:
            self.arrived += 1
            self.do(CallArrived(self.now, f"k{self.arrived}", "city", "13800138000", "4001"))
        elif leg.state is LegState.ENDING:
            self.do(LegEnded(self.now, leg.id))
        elif leg.state in (LegState.DIALLED, LegState.RINGING):
            kinds = (LegRinging, LegProgress, LegAnswered, LegAnswered, LegAnswered, LegEnded)
            self.do(random.choice(kinds)(self.now, leg.id))
        elif what < 0.2:
            self.do(LegEnded(self.now, leg.id))
        elif what < 0.3:
            self.sound_ends()
        elif what < 0.4 and self.failures and self.lately:
            reason = random.choice(("refused", "not_found"))
            self.do(SwitchFailed(self.now, random.choice(self.lately), reason))

    def sound_ends(self) -> None:
        for call in list(self.world.calls.values()):
            if call.play:
                self.do(CallPlayEnded(self.now, call.play, call.id))

    def house(self, user: str, what: float) -> None:
        seat = self.world.seats.get(user)
        if seat is None:
            self.do(DirectoryLoaded(self.now, directory()))
        elif what < 0.2:
            self.do(ConnectionLost(self.now, seat.session, user))
        elif what < 0.3:
            self.do(PhoneReachable(self.now, seat.extension, reachable=not seat.reachable))
        elif what < 0.36:
            self.do(DirectoryLoaded(self.now, directory(user)))
        elif what < 0.42 and self.failures:
            self.do(SwitchLost(self.now))
            kept = tuple(leg for leg in self.world.legs if self.random.random() < 0.8)
            self.do(SwitchSnapshot(self.now, kept, tuple(self.world.calls), PHONES))
        elif seat.base == 0:
            self.ask(user, "login", user, "")

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

    def go_home(self) -> None:
        world = self.world
        self.do(DirectoryLoaded(self.now, directory()))
        for seat in list(world.seats.values()):
            self.do(PhoneReachable(self.now, seat.extension, reachable=False))
        for _ in range(20):
            for leg in list(world.legs):
                self.do(LegEnded(self.now, leg))
            self.passes(500)
        assert not world.legs
        assert not world.calls
        assert not world.contacts
        assert not world.attempts
        assert not world.taps
        for seat in world.seats.values():
            assert seat.activity is Activity.NONE
            assert (seat.leg, seat.active, seat.muted, seat.supervising) == ("", "", "", None)
            assert seat.supervisors == {}
        for seat in list(self.world.seats.values()):
            if seat.base is not Status.OFFLINE:
                if not seat.connected:
                    self.ask(seat.user, "login", seat.user, "")
                self.ask(seat.user, "logout")
            assert seat.base is Status.OFFLINE
        self.promises.are_kept()
        books_are_closed(self.rows.values())


def nothing_hangs(world: World) -> None:
    """Parts, calls, attempts and supervisors name one another, and all of them exist."""
    for seat in world.seats.values():
        assert not seat.active or seat.active in seat.parts, seat
        if seat.errand is not None and seat.errand.verb in ("dial", "fetch"):
            assert seat.errand.call_no in seat.parts
        for part in seat.parts.values():
            part_is_sound(world, part)
        supervisors_are_sound(world, seat)
    for call in world.calls.values():
        assert call.id in world.contacts[call.contact].calls
        for call_no, user in call.parts.items():
            assert world.seats[user].parts[call_no].call == call.id
        assert all(world.attempts[leg].call == call.id for leg in call.attempts)
        assert all(leg in world.legs for leg in call.outside)
    for attempt in world.attempts.values():
        assert attempt.leg in world.legs
        assert world.seats[attempt.owner].parts[attempt.by].attempt == attempt.leg
        assert attempt.leg in world.calls[attempt.call].attempts


def part_is_sound(world: World, part: Part) -> None:
    assert part.state is not PartState.OVER
    assert part.contact in world.contacts
    if part.state is not PartState.RINGING:
        assert world.calls[part.call].parts[part.call_no] == part.user
    if part.attempt:
        assert part.attempt in world.attempts


def supervisors_are_sound(world: World, seat: Seat) -> None:
    if seat.supervising is not None:
        assert seat.user in world.seats[seat.supervising.target].supervisors
    for user in seat.supervisors:
        supervising = world.seats[user].supervising
        assert supervising is not None
        assert supervising.target == seat.user


def phones_are_used(world: World) -> None:
    """A phone that has nothing to do is hung up, and each status is that of what is done."""
    for seat in world.seats.values():
        leg = world.legs.get(seat.leg)
        idle = not seat.parts and seat.errand is None and seat.supervising is None
        assert not seat.leg or leg is not None, seat
        if leg is not None and leg.state is not LegState.ENDING:
            assert not idle, seat
            if leg.music and leg.music != "ringback":
                assert seat.part is not None, "who holds hears no music itself"
                assert hearing.lonely(world, world.calls[seat.part.call]) == leg.id
        assert seat.activity is activity_of(world, seat), seat
    hearing.hears(world)


def timers_are_wanted(world: World, timers: dict[str, tuple[int, Timer]]) -> None:
    for key in timers:
        if key.startswith("ring:"):
            leg = world.legs.get(key[5:])
            assert leg is not None, key
            assert leg.state in (LegState.DIALLED, LegState.RINGING, LegState.ENDING), key


@pytest.mark.parametrize("failures", [False, True], ids=["switch works", "switch fails"])
def test_random_days(failures: bool) -> None:
    for seed in range(DAYS):
        day = Day(seed, failures=failures)
        try:
            for _ in range(DEEDS):
                day.something()
            day.go_home()
        except Exception as error:
            tail = "\n".join(day.log[-int(os.environ.get("CALLSEAT_TEST_LOG", "40")) :])
            raise AssertionError(f"day {seed}: {error!r}\n{tail}") from error
