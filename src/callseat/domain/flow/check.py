"""The check of a flow before it may be used: every fault at once, by the node's name.

Where a kind leads is in `ways`; what its fields name and their limits is in `rules`, one row a
kind. The rest knows no kinds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from callseat.domain.flow import rules
from callseat.domain.flow.flow import Flow, Goto, Node, SubFlow
from callseat.domain.flow.graph import chain, closure, loops
from callseat.domain.flow.rules import KnownNames
from callseat.domain.flow.ways import TABLE, Ways, ways

__all__ = ["Fault", "KnownNames", "Unread", "check_flow", "names_of"]


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


def names_of(flow: Flow, *what: str) -> frozenset[str]:
    """What a flow names of these kinds (fields of KnownNames, or boxes)."""
    names = (name for each in flow.nodes for name in rules.names(each.node))
    return frozenset(one.name for one in names if one.what in what)


def check_flow(
    flow: Flow, known: KnownNames, unread: Mapping[str, Unread] | None = None
) -> tuple[Fault, ...]:
    """All that is wrong with a flow, () if it may be used.

    `unread` are nodes a reader could not make sense of and has told about: they exist, so that
    one mistake is not reported as many.
    """
    nodes: dict[str, Node | Unread] = {each.name: each.node for each in flow.nodes}
    nodes.update(unread or {})
    faults = []
    for each in flow.nodes:
        told = rules.faults(each.node, known)
        faults += [Fault(each.name, field, message) for field, message in told]
    faults += _target_faults(flow, nodes)
    if flow.start in nodes:
        graph = _Graph(flow, nodes)
        faults += [*graph.unreachable(), *graph.without_waiting(), *graph.without_exit()]
        faults += graph.without_caller()
    return tuple(faults)


def _target_faults(flow: Flow, nodes: Mapping[str, Node | Unread]) -> Iterator[Fault]:
    for where in ("start", "failed", "hung_up"):
        target = getattr(flow, where)
        if target not in nodes and (target or where == "start"):
            yield Fault("", where, f'{where} leads to "{target}", which is no node')
    for each in flow.nodes:
        for where, target in TABLE[type(each.node)](each.node):
            if target and target not in nodes and getattr(each.node, where, target) == target:
                yield Fault(each.name, where, f'{where} leads to "{target}", which is no node')


class _Graph:
    """Who leads to whom among the nodes of a flow."""

    def __init__(self, flow: Flow, nodes: Mapping[str, Node | Unread]) -> None:
        self._flow, self._nodes = flow, nodes
        self._next = {name: self._successors(node) for name, node in nodes.items()}
        starts = [one for one in (flow.start, flow.hung_up) if one in nodes]
        self._reached = closure(starts, self._next)

    def unreachable(self) -> Iterator[Fault]:
        for name in self._nodes:
            if name not in self._reached:
                yield Fault(name, "", f'no way leads from the start to "{name}"')

    def without_waiting(self) -> Iterator[Fault]:
        """Loops a caller would run through without end in no time."""
        instant = {
            name: [target for branch, target in self._ways(node) if _is_instant(node, branch)]
            for name, node in self._nodes.items()
        }
        edges = {name: [one for one in each if one in instant] for name, each in instant.items()}
        for loop in loops(edges, edges):
            yield Fault(loop[0], "", f"a loop in which nothing takes time: {chain(loop)}")

    def without_exit(self) -> Iterator[Fault]:
        """Loops that no choice, queue or end leaves."""
        before: dict[str, list[str]] = {name: [] for name in self._nodes}
        for name, targets in self._next.items():
            for target in targets:
                before[target].append(name)
        ends = [name for name, node in self._nodes.items() if self._is_exit(node)]
        safe = closure(ends, before)
        trapped = [name for name in self._nodes if name in self._reached and name not in safe]
        for loop in loops(trapped, self._next):
            yield Fault(loop[0], "", f"a loop without exit: {chain(loop)}")

    def without_caller(self) -> Iterator[Fault]:
        """Nodes that need a caller, where the caller has hung up."""
        if self._flow.hung_up not in self._nodes:
            return
        for name in closure([self._flow.hung_up], self._next):
            node = self._nodes[name]
            if not isinstance(node, (Unread, *rules.ALONE)):
                yield Fault(name, "", f'"{name}" needs a caller, and hung_up leads to it')

    def _successors(self, node: Node | Unread) -> tuple[str, ...]:
        return tuple(target for _, target in self._ways(node) if target in self._nodes)

    def _ways(self, node: Node | Unread) -> Ways:
        if isinstance(node, Unread):
            return tuple(("", target) for target in node.leads_to)
        own = ways(node, self._flow)
        # Who goes into this very flow goes to its start.
        again = isinstance(node, SubFlow | Goto) and node.flow == self._flow.code
        return (*own, ("flow", self._flow.start)) if again else own

    def _is_exit(self, node: Node | Unread) -> bool:
        # A target of "" ends the call; a missing one is told already.
        ends = isinstance(node, (Unread, *rules.EXITS))
        return ends or any(target not in self._nodes for _, target in self._ways(node))


def _is_instant(node: Node | Unread, branch: str) -> bool:
    return not isinstance(node, Unread) and rules.is_instant(node, branch)
