"""Random flows of every kind, mostly sensible: many are accepted, and many are not."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from random import Random
from typing import Any

from callseat.domain.flow import flow as kinds
from callseat.domain.flow.flow import Case, Choice, Flow, NamedNode, Node, Value
from callseat.domain.flow.rules import KnownNames
from callseat.store.flow_fields import is_pairs
from callseat.store.flow_file import KINDS

KNOWN = KnownNames(
    sounds=frozenset({"hello", "menu"}),
    queues=frozenset({"sales", "empty"}),
    calendars=frozenset({"always", "never"}),
    flows=frozenset({"main", "inner"}),
    groups=frozenset({"g1"}),
    seats=frozenset({"anna"}),
    extensions=frozenset({"1001"}),
)
TEXTS = ("${caller}", "${x}", "7", "a*", "$$", "", "${data.k}", "hello ${msg}")
NAMES = ("x", "y", "language", "choice")


def inner(random: Random) -> Flow:
    """The flow that others call: it comes back, or does not."""
    ends: tuple[Node, ...] = (kinds.Return(), kinds.HangUp(), kinds.Play(("hello",), "z"))
    nodes = {"y": random.choice(ends), "z": kinds.Return()}
    return Flow("inner", "", "y", tuple(NamedNode(n, node) for n, node in nodes.items()))


def a_flow(random: Random) -> Flow:
    names = [f"n{number}" for number in range(random.randint(1, 7))]
    node_of = Nodes(random, names)
    nodes = tuple(NamedNode(name, node_of.one()) for name in names)
    failed = random.choice(("", "", "", names[-1]))
    hung_up = random.choice(("", "", "", names[-1]))
    return Flow("main", "", names[0], nodes, failed, hung_up)


class Fields:
    """What stands in the fields of nodes."""

    def __init__(self, random: Random, names: list[str]) -> None:
        self._random, self._names = random, names

    def to(self) -> str:
        if self._random.random() < 0.01:
            return "nowhere"
        return self._random.choice((*self._names, *self._names, ""))

    def text(self) -> str:
        return self._random.choice(TEXTS)

    def values(self) -> tuple[Value, ...]:
        count = self._random.randint(1, 2)
        return tuple(Value(name, self.text()) for name in self._random.sample(NAMES, count))

    def sounds(self) -> tuple[str, ...]:
        return ("hello",) if self._random.random() < 0.99 else ("gone",)


class Nodes(Fields):
    """A maker for each kind."""

    def one(self) -> Node:
        makers = [getattr(self, name) for name in dir(self) if name.startswith("a_")]
        made: Node = self._random.choice(makers)()
        return made

    def a_answer(self) -> Node:
        return kinds.Answer(self.to())

    def a_play(self) -> Node:
        return kinds.Play(self.sounds(), self.to())

    def a_say(self) -> Node:
        return kinds.Say(self.text(), next=self.to())

    def a_menu(self) -> Node:
        digits = self._random.sample("0123*#", 2)
        choices = tuple(Choice(digit, self.to()) for digit in digits)
        return kinds.Menu(self.sounds(), choices, 5, 2, self.to())

    def a_collect(self) -> Node:
        sounds = self._random.choice(((), ("hello",)))
        return kinds.Collect("x", sounds, 2, 3, next=self.to(), otherwise=self.to())

    def a_if(self) -> Node:
        tests: dict[str, Any] = self._random.choice(
            ({"is_": "7"}, {"in_": ("7", "8")}, {"matches": "1*"}, {"at_least": 3}, {})
        )
        return kinds.If((Case(self.text(), self.to(), **tests),), self.to())

    def a_set(self) -> Node:
        return kinds.Set(self.values(), self.to())

    def a_hours(self) -> Node:
        calendar = self._random.choice(("always", "never"))
        return kinds.Hours(calendar, self.to(), self.to(), self.to())

    def a_http(self) -> Node:
        url = "http://crm.example/${x}"
        return kinds.Http(url, read=self.values(), next=self.to(), failed=self.to())

    def a_lookup(self) -> Node:
        what, key = self._random.choice((("seat", "anna"), ("queue", "sales"), ("caller", "")))
        return kinds.Lookup(what, key, self.to(), self.to(), self.to())

    def a_attach(self) -> Node:
        return kinds.Attach(self.text(), self.values(), self.to(), self.to())

    def a_queue(self) -> Node:
        queue = self._random.choice(("sales", "empty"))
        keys = {"leave": "1", "left": self.to(), "call_back": self._random.choice(("", "2"))}
        return kinds.Enqueue(queue, 3, self.to(), self._random.choice(("", self.to())), **keys)

    def a_transfer(self) -> Node:
        whom = self._random.choice(("seat", "extension", "outside"))
        number = {"seat": "anna", "extension": "1001", "outside": "13900139000"}[whom]
        ways = {"busy": self.to(), "no_answer": self.to(), "failed": self.to()}
        return kinds.Transfer(**{whom: number}, **ways)

    def a_voicemail(self) -> Node:
        return kinds.Voicemail("g1", self.sounds(), next=self.to(), failed=self.to())

    def a_flow(self) -> Node:
        return kinds.SubFlow("inner", self.to(), self.to())

    def a_return(self) -> Node:
        return kinds.Return()

    def a_goto(self) -> Node:
        return kinds.Goto(self._random.choice(("inner", "inner", "main")), self.to())

    def a_hangup(self) -> Node:
        return kinds.HangUp(self._random.choice(("normal", "busy")))


def written(flow: Flow) -> str:
    """The flow as a file: what JSON writes is YAML too."""
    kind_of = {kind: name for name, kind in KINDS.items()}
    nodes = {one.name: {"kind": kind_of[type(one.node)]} | _plain(one.node) for one in flow.nodes}
    ways = {"failed": flow.failed, "hung_up": flow.hung_up}
    head = {"code": flow.code, "name": "a", "start": flow.start}
    return json.dumps(head | {k: v for k, v in ways.items() if v} | {"nodes": nodes}, indent=1)


def _plain(thing: Any) -> dict[str, Any]:
    given = {field.name: getattr(thing, field.name) for field in fields(thing)}
    return {
        name.rstrip("_"): _field(held)
        for name, held in given.items()
        if held not in (None, ()) or name == "cases"
    }


def _field(held: Any) -> Any:
    if not isinstance(held, tuple) or not is_dataclass(held[0]):
        return list(held) if isinstance(held, tuple) else held
    if is_pairs(type(held[0])):
        first, second = (field.name for field in fields(held[0]))
        return {getattr(one, first): getattr(one, second) for one in held}
    return [_plain(one) for one in held]
