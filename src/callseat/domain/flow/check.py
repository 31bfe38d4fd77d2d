"""The check of a flow before it may be used: every fault at once, by the node's name.

What each kind of node names (targets, sounds, queues) and whether it takes time is a table, one
row a kind; the rest knows no kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from callseat.domain.flow.flow import Answer, Enqueue, Flow, HangUp, Menu, Node, Play

MENU_DIGITS = frozenset("0123456789*#")
# Loops told at once; a flow with more of them is no honest mistake.
_MOST_LOOPS = 20

# A field of a node and the name it holds.
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What flows may name."""

    sounds: frozenset[str] = frozenset()
    queues: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the node `node` (in the flow itself if ""), at its field `field`."""

    node: str
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A node of an unknown kind: known are its name and which nodes it may lead to."""

    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kind:
    """`takes_time`: a caller cannot pass in no time. `is_exit`: a caller can leave the flow."""

    targets: Callable[[Any], Names] = lambda _: ()
    sounds: Callable[[Any], tuple[str, ...]] = lambda _: ()
    queues: Callable[[Any], Names] = lambda _: ()
    limits: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    takes_time: bool = True
    is_exit: bool = False


def _menu_targets(menu: Menu) -> Names:
    choices = tuple((f"choices.{choice.digit}", choice.next) for choice in menu.choices)
    return (*choices, ("otherwise", menu.otherwise))


_KINDS: dict[type, _Kind] = {
    Answer: _Kind(targets=lambda node: (("next", node.next),), takes_time=False),
    Play: _Kind(targets=lambda node: (("next", node.next),), sounds=lambda node: node.sounds),
    Menu: _Kind(
        targets=_menu_targets,
        sounds=lambda node: node.sounds,
        limits={"wait": (1, 60), "tries": (1, 9)},
    ),
    Enqueue: _Kind(
        targets=lambda node: (("overflow", node.overflow),),
        queues=lambda node: (("queue", node.queue),),
        limits={"priority": (0, 9)},
        is_exit=True,
    ),
    HangUp: _Kind(is_exit=True),
}


def queues_of(flow: Flow) -> frozenset[str]:
    """The queues a flow names."""
    named = (_KINDS[type(each.node)].queues(each.node) for each in flow.nodes)
    return frozenset(queue for names in named for _, queue in names)


def sounds_of(flow: Flow) -> frozenset[str]:
    """The sounds a flow names."""
    named = (_KINDS[type(each.node)].sounds(each.node) for each in flow.nodes)
    return frozenset(sound for sounds in named for sound in sounds)


def check_flow(
    flow: Flow, known: KnownNames, unread: Mapping[str, Unread] | None = None
) -> tuple[Fault, ...]:
    """All that is wrong with a flow, () if it may be used.

    `unread` are nodes a reader could not make sense of and has told about: they exist, so that
    one mistake is not reported as many.
    """
    unread = unread or {}
    nodes: dict[str, Node | Unread] = {each.name: each.node for each in flow.nodes}
    nodes.update(unread)
    faults = [fault for each in flow.nodes for fault in _node_faults(each.name, each.node, known)]
    faults += _target_faults(flow, nodes)
    if flow.start in nodes:
        graph = _Graph(flow.start, nodes)
        faults += [*graph.unreachable(), *graph.without_waiting(), *graph.without_exit()]
    return tuple(faults)


def _node_faults(name: str, node: Node, known: KnownNames) -> Iterator[Fault]:
    kind = _KINDS[type(node)]
    for sound in kind.sounds(node):
        if sound not in known.sounds:
            yield Fault(name, "sounds", f'there is no sound "{sound}"')
    for where, queue in kind.queues(node):
        if queue and queue not in known.queues:
            yield Fault(name, where, f'there is no queue "{queue}"')
    for where, (least, most) in kind.limits.items():
        if not least <= getattr(node, where) <= most:
            yield Fault(name, where, f"{where} must be from {least} to {most}")
    if isinstance(node, Menu):
        yield from _menu_faults(name, node)


def _menu_faults(name: str, menu: Menu) -> Iterator[Fault]:
    for choice in menu.choices:
        if choice.digit not in MENU_DIGITS:
            message = f'"{choice.digit}" is no key of a telephone: use one of 0-9, * or #'
            yield Fault(name, f"choices.{choice.digit}", message)


def _target_faults(flow: Flow, nodes: Mapping[str, Node | Unread]) -> Iterator[Fault]:
    if flow.start not in nodes:
        yield Fault("", "start", f'start leads to "{flow.start}", which is no node')
    for each in flow.nodes:
        for where, target in _KINDS[type(each.node)].targets(each.node):
            if target and target not in nodes:
                yield Fault(each.name, where, f'{where} leads to "{target}", which is no node')


class _Graph:
    """Who leads to whom among the nodes of a flow."""

    def __init__(self, start: str, nodes: Mapping[str, Node | Unread]) -> None:
        self._nodes = nodes
        self._next = {name: self._successors(node) for name, node in nodes.items()}
        self._reached = _closure([start], self._next)

    def unreachable(self) -> Iterator[Fault]:
        for name in self._nodes:
            if name not in self._reached:
                yield Fault(name, "", f'no way leads from the start to "{name}"')

    def without_waiting(self) -> Iterator[Fault]:
        """Loops a caller would run through without end in no time."""
        instant = [name for name, node in self._nodes.items() if not _takes_time(node)]
        for loop in _loops(instant, self._next):
            yield Fault(loop[0], "", f"a loop in which nothing takes time: {_chain(loop)}")

    def without_exit(self) -> Iterator[Fault]:
        """Loops that no choice, queue or end leaves."""
        before: dict[str, list[str]] = {name: [] for name in self._nodes}
        for name, targets in self._next.items():
            for target in targets:
                before[target].append(name)
        ends = [name for name, node in self._nodes.items() if _is_exit(node, self._nodes)]
        safe = _closure(ends, before)
        trapped = [name for name in self._nodes if name in self._reached and name not in safe]
        for loop in _loops(trapped, self._next):
            yield Fault(loop[0], "", f"a loop without exit: {_chain(loop)}")

    def _successors(self, node: Node | Unread) -> tuple[str, ...]:
        return tuple(target for target in _targets(node) if target in self._nodes)


def _targets(node: Node | Unread) -> tuple[str, ...]:
    if isinstance(node, Unread):
        return node.leads_to
    return tuple(target for _, target in _KINDS[type(node)].targets(node))


def _takes_time(node: Node | Unread) -> bool:
    return isinstance(node, Unread) or _KINDS[type(node)].takes_time


def _is_exit(node: Node | Unread, nodes: Mapping[str, Node | Unread]) -> bool:
    # A target of "" ends the call; a missing one is told already.
    ends = isinstance(node, Unread) or _KINDS[type(node)].is_exit
    return ends or any(target not in nodes for target in _targets(node))


def _closure(starts: Iterable[str], edges: Mapping[str, Iterable[str]]) -> dict[str, None]:
    """All that can be reached, in the order of reaching."""
    reached = dict.fromkeys(starts)
    waiting = list(reached)
    while waiting:
        for target in edges[waiting.pop()]:
            if target not in reached:
                reached[target] = None
                waiting.append(target)
    return reached


def _loops(names: Iterable[str], edges: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Some of the loops that stay within `names`; each name is in at most one of them."""
    left = dict.fromkeys(names)
    for _ in range(_MOST_LOOPS):
        inside = {name: [other for other in edges[name] if other in left] for name in left}
        try:
            TopologicalSorter(inside).prepare()
        except CycleError as error:
            # It names predecessors, which here are the nodes led to: its order is the reverse.
            loop: list[str] = error.args[1][:0:-1]
            first = loop.index(next(name for name in left if name in loop))
            yield loop[first:] + loop[:first]
            left = {name: None for name in left if name not in loop}
        else:
            return


def _chain(loop: list[str]) -> str:
    return " -> ".join([*loop, loop[0]])
