"""Transcripts: what happens to the domain, and exactly what it wants done, in order.

    play = Playbook.with_directory()
    play.ask("anna", "login", "anna", "")
    play.wants('''
        Accept ask=q1 result=(('extension', '1001'),)
        ...
    ''')

Each line is one effect: its name and the fields that differ from their default. Everything that
the steps since the last `wants` brought about must be named, nothing more and in this order.
"""

from __future__ import annotations

import copy
from dataclasses import MISSING, Field, fields
from textwrap import dedent
from typing import Any

from callseat.domain import commands
from callseat.domain.directory import (
    Account,
    Directory,
    Group,
    Project,
    Queue,
    Rules,
    Skill,
)
from callseat.domain.effects import (
    CancelTimer,
    Effect,
    Notify,
    Refuse,
    Save,
    SetTimer,
)
from callseat.domain.flow.flow import Answer, Choice, Enqueue, Flow, HangUp, Menu, NamedNode, Play
from callseat.domain.inputs import (
    Asked,
    DirectoryLoaded,
    Input,
    LegEnded,
    Started,
    SwitchFailed,
    SwitchLost,
    SwitchSnapshot,
    TimerFired,
)
from callseat.domain.rows import EventRow, FlowStepRow
from callseat.domain.step import step
from callseat.domain.timer import Timer
from callseat.domain.world import World
from tests.domain.promises import Promises
from tests.domain.switch_model import SwitchModel

START = 1_700_000_000_000  # 2023-11-14 22:13:20 UTC


def a_flow() -> Flow:
    nodes = {
        "welcome": Answer("menu"),
        "menu": Menu((Choice("1", "sales"), Choice("2", "hello")), ("menu",), 5, 2, "sales"),
        "hello": Play(("hello",), "bye"),
        "sales": Enqueue("sales", 0, "hello"),
        "bye": HangUp(),
    }
    return Flow("main", "Main", "welcome", tuple(NamedNode(n, node) for n, node in nodes.items()))


def straight_flow() -> Flow:
    return Flow("straight", "", "sales", (NamedNode("sales", Enqueue("sales")),))


def a_directory(**changes: Any) -> Directory:
    """Two seats, anna at 1001 and ben at 1002, serve the queue sales; 4001 leads straight there."""
    skills = (Skill("sales", 5),)
    parts: dict[str, Any] = {
        "groups": (Group("g1"),),
        "accounts": (
            Account("anna", extension="1001", group="g1", skills=skills),
            Account("ben", extension="1002", group="g1", skills=skills),
        ),
        "queues": (Queue("sales", announce_every=0),),
        "projects": (
            Project("P1", "Sales", ("4001",), "straight", wrap_up=10),
            Project("P2", "Menu", ("4002",), "main", recorded=False),
        ),
        "flows": (straight_flow(), a_flow()),
        "sounds": ("hello", "menu", "position", "number-1", "number-2", "number-many"),
    }
    return Directory(**(parts | changes))


class Playbook:
    def __init__(self, directory: Directory, rules: Rules | None = None) -> None:
        self.world = World()
        self.now = START
        self.asks = 0
        self.timers: dict[str, tuple[int, Timer]] = {}
        self.effects: list[Effect] = []
        self.everything: list[Effect] = []
        self.diary: list[Effect | Asked] = []  # effects, and the commands that were carried out
        self.switch, self.promises, self.faithful = SwitchModel(), Promises(), True
        self.do(Started(self.now, "B", rules or Rules()))
        self.do(DirectoryLoaded(self.now, directory))
        self.do(SwitchSnapshot(self.now, (), (), ("1001", "1002", "1003")))
        self.effects.clear()

    @classmethod
    def with_directory(cls, **changes: Any) -> Playbook:
        return cls(a_directory(**changes))

    def do(self, given: Input) -> list[Effect]:
        """One step. A refused command must have left the world as it was."""
        before = copy.deepcopy(self.world) if isinstance(given, Asked) else None
        effects = step(self.world, given)
        if any(isinstance(effect, Refuse) for effect in effects):
            assert self.world == before, "a refused command changed the world"
        for effect in effects:
            match effect:
                case SetTimer(key, due, timer):
                    self.timers[key] = (due, timer)
                case CancelTimer(key):
                    self.timers.pop(key, None)
        self.effects += effects
        self.everything += effects
        refused = any(isinstance(effect, Refuse) for effect in effects)
        self.diary += [given] if isinstance(given, Asked) and not refused else []
        self.diary += effects
        self._watch(given, effects)
        return effects

    def _watch(self, given: Input, effects: list[Effect]) -> None:
        """A switch can do what is wanted, and promises are kept; not asked once orders failed."""
        self.faithful &= not isinstance(given, SwitchFailed | SwitchLost)
        if isinstance(given, LegEnded):
            self.switch.gone(given.leg)
        for effect in effects:
            self.promises.hear(effect)
            if self.faithful:
                self.switch.perform(effect)
        if self.faithful:
            self.switch.agrees(self.world)

    def ask(self, user: str, name: str, *params: str | int) -> None:
        self.asks += 1
        command = commands.TABLE[name]
        session = f"session-{user}"
        self.do(Asked(self.now, f"q{self.asks}", session, user, name, command.Params(*params)))

    def log_in(self, *users: str) -> None:
        for user in users:
            self.ask(user, "login", user, "")
            self.now += 1000
        self.effects.clear()

    def passes(self, seconds: float) -> None:
        """Time goes by; timers that are due fire in order."""
        end = self.now + round(seconds * 1000)
        while self.timers:
            key, (due, timer) = min(self.timers.items(), key=lambda item: item[1][0])
            if due > end:
                break
            del self.timers[key]
            self.now = max(self.now, due)
            self.do(TimerFired(self.now, key, timer))
        self.now = end

    def wants(self, transcript: str) -> None:
        expected = [line.strip() for line in dedent(transcript).strip().splitlines()]
        actual = [as_line(effect) for effect in self.effects if not is_step(effect)]
        self.effects.clear()
        assert actual == expected, "\n" + "\n".join(actual)

    def forget(self) -> None:
        """What happened so far was asserted elsewhere."""
        self.effects.clear()


def is_step(effect: Effect) -> bool:
    """A stay at a node: these are asked for by `rows`."""
    return isinstance(effect, Save) and isinstance(effect.row, FlowStepRow)


def as_line(effect: Effect) -> str:
    match effect:
        case Notify(to, notice):
            return f"{as_text(to)}: {as_text(notice)}"
        case Save(row):
            return f"Save {as_text(row)}"
        case SetTimer(key, due):
            return f"SetTimer {key} +{(due - START) / 1000:g}s"
        case _:
            return as_text(effect)


def as_text(value: Any) -> str:
    shown = [
        f"{field.name}={_short(getattr(value, field.name))}"
        for field in fields(value)
        if getattr(value, field.name) != _default(field)
    ]
    return " ".join([type(value).__name__, *shown])


def _default(field: Field[Any]) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _short(value: Any) -> str:
    if isinstance(value, int) and value >= START:
        return f"+{(value - START) / 1000:g}s"
    return str(value) if not isinstance(value, tuple) else repr(value)


def rows(play: Playbook, kind: type) -> list[Any]:
    """All rows of a kind saved so far, the log of events left out."""
    return [
        e.row
        for e in play.everything
        if isinstance(e, Save) and isinstance(e.row, kind) and not isinstance(e.row, EventRow)
    ]
