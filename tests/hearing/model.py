"""The pure domain with telephones that do at once what they are told, one situation a copy."""

from __future__ import annotations

import pickle
from typing import Any

from callseat.domain import commands, effects
from callseat.domain.directory import (
    Account,
    Directory,
    Group,
    OutboundRules,
    Project,
    Queue,
    Role,
    Rules,
    Skill,
)
from callseat.domain.effects import CancelTimer, Effect, SetTimer
from callseat.domain.flow.flow import Enqueue, Flow, NamedNode
from callseat.domain.inputs import (
    Asked,
    CallArrived,
    CallPlayEnded,
    DirectoryLoaded,
    Input,
    LegAnswered,
    LegEnded,
    LegProgress,
    LegRinging,
    RecordingEnded,
    Started,
    SwitchSnapshot,
    TimerFired,
)
from callseat.domain.step import step
from callseat.domain.timer import CoolDownOver, Timer
from callseat.domain.world import LegState, World
from tests.hearing.acts import Act
from tests.hearing.cast import ANNOUNCEMENT, Cast, View

CAST = Cast(
    {"first": "anna", "second": "bo", "supervisor": "zoe"},
    {"first": "1001", "second": "1002", "supervisor": "1003"},
    "4001",
    "13900139000",
    "13700137000",
)
START = 1_700_000_000_000  # 2023-11-14 22:13:20 UTC
RULES = Rules(cool_down=0, refusals_until_busy=1000, outbound=OutboundRules(calls_per_minute=1000))
FLOW = Flow("line", "line", "line", (NamedNode("line", Enqueue("line")),))


def _directory() -> Directory:
    def account(role: str, rank: Role = Role.AGENT, **more: Any) -> Account:
        return Account(CAST.users[role], "", rank, CAST.extensions[role], "office", **more)

    return Directory(
        groups=(Group("office"),),
        accounts=(
            account("first", skills=(Skill("line"),)),
            account("second"),
            account("supervisor", Role.SUPERVISOR, supervises=("office",)),
        ),
        queues=(Queue("line", announce_every=0, ring_time=120),),
        projects=(Project("P1", "line", (CAST.service,), "line"),),
        flows=(FLOW,),
        sounds=(ANNOUNCEMENT,),
        trunks=("city",),
    )


class House:
    """A world, and the orders that its telephones have still to obey."""

    def __init__(self) -> None:
        self.world, self.now, self.arrived = World(), START, 0
        self.timers: dict[str, tuple[int, Timer]] = {}
        self._to_do: list[Input] = []
        self._refused = ""
        self._give(Started(self.now, "B", RULES))
        self._give(DirectoryLoaded(self.now, _directory()))
        self._give(SwitchSnapshot(self.now, (), (), tuple(CAST.extensions.values())))
        for user in CAST.users.values():
            self._give(
                Asked(self.now, "q", user, user, "login", commands.TABLE["login"].Params(user, ""))
            )
        self._settle()

    @property
    def view(self) -> View:
        return View(self.world, CAST)

    def copy(self) -> House:
        twin: House = pickle.loads(pickle.dumps(self, pickle.HIGHEST_PROTOCOL))
        return twin

    def do(self, act: Act) -> str:
        """Do it, and let the telephones follow; the reason if it is a command that is refused."""
        self.now += 100
        self._refused = ""
        if act.is_command:
            self._ask(act)
        else:
            self._telephone(act)
        self._settle()
        return self._refused

    def _ask(self, act: Act) -> None:
        user = CAST.users[act.who]
        params = commands.TABLE[act.name].Params(*act.params(CAST))
        self._give(Asked(self.now, "q", user, user, act.name, params))

    def _telephone(self, act: Act) -> None:
        match act.name:
            case "customer calls":
                self.arrived += 1
                leg = f"k{self.arrived}"
                self._give(CallArrived(self.now, leg, "city", CAST.customer, CAST.service))
            case "answers":
                self._give(LegAnswered(self.now, self.view.legs[act.who]))
            case "announces":
                self._give(LegProgress(self.now, self.view.legs[act.who]))
            case "is busy":
                self._end(self.view.legs[act.who], 17, 486)
            case _:
                self._end(self.view.legs[act.who])

    # --- the telephones ------------------------------------------------------------------------

    def _give(self, given: Input) -> None:
        for effect in step(self.world, given):
            self._note(effect)

    def _settle(self) -> None:
        while self._to_do or self._rested():
            self._give(self._to_do.pop(0))

    def _rested(self) -> bool:
        """The pause after a refusal takes no time here."""
        for key, (_, timer) in list(self.timers.items()):
            if isinstance(timer, CoolDownOver):
                del self.timers[key]
                self._to_do.append(TimerFired(self.now, key, timer))
        return bool(self._to_do)

    def _note(self, effect: Effect) -> None:
        match effect:
            case effects.Refuse(reason=reason):
                self._refused = reason.value
            case SetTimer(key, due, timer):
                self.timers[key] = (due, timer)
            case CancelTimer(key):
                self.timers.pop(key, None)
            case effects.HangUp(leg):
                self._end(leg)
            case _:
                self._to_do += self._obeyed(effect)

    def _obeyed(self, effect: Effect) -> list[Input]:
        match effect:
            case effects.DialPhone(leg=leg, auto_answer=True):
                return [LegRinging(self.now, leg), LegAnswered(self.now, leg)]
            case effects.DialPhone(leg=leg) | effects.DialOutside(leg=leg):
                return [LegRinging(self.now, leg)]
            case effects.Answer(leg) | effects.AnswerPhone(leg) | effects.Tap(leg=leg):
                return [LegAnswered(self.now, leg)]
            case effects.StopCallPlay(play, call):
                return [CallPlayEnded(self.now, play, call, completed=False)]
            case _:
                return []

    def _end(self, leg: str, q850: int = 16, sip: int = 0) -> None:
        known = self.world.legs.get(leg)
        contact = self.world.contacts.get(known.contact) if known else None
        self._to_do.append(LegEnded(self.now, leg, q850, sip))
        if contact is not None and contact.leg == leg and contact.recording:
            self._to_do.append(RecordingEnded(self.now, contact.recording, 1000))


def is_up(house: House, role: str) -> bool:
    """Whether this party is on the telephone."""
    leg = house.view.legs.get(role, "")
    return leg in house.world.legs and house.world.legs[leg].state is LegState.UP
