"""Random hands on every command of the call chapters, and random ends of telephones.

After each step the switch is where the world believes it to be, everybody hears whom they should,
no part, attempt or timer hangs in the air, and each part is told in the promised order. Then all
hang up, and nothing is left. A failing day repeats by its seed.
"""

from __future__ import annotations

import os
from random import Random

import pytest

from callseat.domain import commands
from callseat.domain.directory import Account, Directory, Group, Project, Queue, Role, Rules, Skill
from callseat.domain.effects import CancelTimer, Effect, SetTimer, SwitchEffect
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
from callseat.domain.step import step
from callseat.domain.timer import Timer
from callseat.domain.world import Activity, LegState, World
from tests.domain.order import nothing_hangs, phones_are_used
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
        groups=(Group("g1"),),
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
    *("refuse", "ready", "doNotDisturb", "requestSlic", "callSeat", "gotoFlow"),
)
SUPERVISING = ("requestIntercept", "listenSlic", "insertSlic", "whisperSlic")


class Day:
    def __init__(self, seed: int, *, failures: bool) -> None:
        self.random, self.failures = Random(seed), failures
        self.world, self.now, self.arrived = World(), 1_700_000_000_000, 0
        self.timers: dict[str, tuple[int, Timer]] = {}
        self.model, self.promises = SwitchModel(), Promises()
        self.lately: list[SwitchEffect] = []
        self.log: list[str] = []
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

    def note(self, effect: Effect) -> None:
        self.promises.hear(effect)
        match effect:
            case SetTimer(key, due, timer):
                self.timers[key] = (due, timer)
            case CancelTimer(key):
                self.timers.pop(key, None)
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
        elif what < 0.57:
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
            "gotoFlow": ("straight",),
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
        self.promises.are_kept()


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
