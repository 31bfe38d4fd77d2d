"""Random flows of every kind, and the same with most of their faults mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from random import Random
from typing import Any

from callseat.domain.flow import flow as kinds
from callseat.domain.flow.check import Fault, check_flow
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
MENDED = 3  # times
NAMES = ("x", "y", "language", "choice")


def inner(random: Random) -> Flow:
    """The flow that others call: it comes back, or does not."""
    ends: tuple[Node, ...] = (kinds.Return(), kinds.HangUp(), kinds.Play(("hello",), "z"))
    nodes = {"y": random.choice(ends), "z": kinds.Return()}
    return Flow("inner", "", "y", tuple(NamedNode(n, node) for n, node in nodes.items()))


def a_flow(random: Random) -> Flow:
    names = [f"n{number}" for number in range(random.randint(1, 7))]
    node_of = Nodes(random, names, names[:0:-1])
    nodes = tuple(NamedNode(name, node_of.one()) for name in names)
    failed = random.choice(("", "", "", names[-1]))
    hung_up = random.choice(("", "", "", names[-1]))
    return Flow("main", "", names[0], nodes, failed, hung_up)


def mended(flow: Flow, random: Random) -> tuple[Flow, tuple[Fault, ...]]:
    """The flow after some tries to take its faults away, and those that are left."""
    faults = check_flow(flow, KNOWN)
    for _ in range(MENDED):
        if not faults:
            break
        flow = _once_mended(flow, faults, random)
        faults = check_flow(flow, KNOWN)
    return flow, faults


def _once_mended(flow: Flow, faults: tuple[Fault, ...], random: Random) -> Flow:
    nodes: dict[str, Node] = {one.name: one.node for one in flow.nodes}
    node_of = Nodes(random, list(nodes))
    for fault in faults:
        if "needs a caller" in fault.message:
            flow = replace(flow, hung_up="")
        elif fault.node not in nodes:  # taken away already
            continue
        elif fault.message.startswith("no way leads"):
            del nodes[fault.node]
        elif "nothing takes time" in fault.message:
            nodes[fault.node] = kinds.Play(("hello",), node_of.to())
        else:
            nodes[fault.node] = node_of.one()
    failed, hung_up = (one if one in nodes else "" for one in (flow.failed, flow.hung_up))
    kept = tuple(NamedNode(name, node) for name, node in nodes.items())
    return replace(flow, nodes=kept, failed=failed, hung_up=hung_up)


class Fields:
    """What stands in the fields of nodes. Ways lead to each of `first` once, then to any, or none."""

    def __init__(self, random: Random, names: list[str], first: list[str] | None = None) -> None:
        self._random, self._names = random, names
        self._first = first or []

    def to(self) -> str:
        chance = self._random.random()
        if chance < 0.01:
            return "nowhere"
        if self._first and chance < 0.8:
            return self._first.pop()
        return self._random.choice((*self._names, ""))

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
        return self._random.choice(MAKERS)(self)

    def a_answer(self) -> Node:
        return kinds.Answer(self.to())

    def a_play(self) -> Node:
        return kinds.Play(self.sounds(), self.to())

    def a_say(self) -> Node:
        return kinds.Say(self.text(), next=self.to())

    def a_menu(self) -> Node:
        digits = self._random.sample("0123*#", 2)
        choices = tuple(Choice(digit, self.to()) for digit in digits)
        said = self._random.choice(("", "", self.text()))
        return kinds.Menu(choices, self.sounds(), 5, 2, self.to(), said)

    def a_collect(self) -> Node:
        sounds = self._random.choice(((), ("hello",)))
        ways = {"next": self.to(), "otherwise": self.to()}
        return kinds.Collect("x", sounds, 2, 3, **ways, say=self.text())

    def a_if(self) -> Node:
        tests: dict[str, Any] = self._random.choice(
            ({"is_": "7"}, {"in_": ("7", "8")}, {"matches": "1*"}, {"at_least": 3}, {"at_most": 9})
        )
        if self._random.random() < 0.02:
            tests = {}
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


MAKERS: tuple[Callable[[Nodes], Node], ...] = tuple(
    maker for name, maker in vars(Nodes).items() if name.startswith("a_")
)


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
