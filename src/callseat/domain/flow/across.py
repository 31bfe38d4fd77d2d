"""Loops over several flows in which nothing takes time: the check of one flow cannot see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from callseat.domain.flow import rules
from callseat.domain.flow.check import Fault
from callseat.domain.flow.flow import Flow, Goto, Node, Return, SubFlow
from callseat.domain.flow.graph import chain, closure, loops
from callseat.domain.flow.ways import ways


def endless(flow: Flow, others: Iterable[Flow]) -> Iterator[Fault]:
    """The loops that there are once this flow is active beside the others.

    Checked before: each by itself is without fault. A place is written `flow/node`.
    """
    edges = _Flows((flow, *(one for one in others if one.code != flow.code))).edges()
    for loop in loops(edges, edges):
        code, _, node = loop[0].partition("/")
        message = f"a loop over several flows in which nothing takes time: {chain(loop)}"
        yield Fault(node if code == flow.code else "", "", message)


class _Flows:
    """Where the nodes of several flows lead in no time."""

    def __init__(self, flows: Iterable[Flow]) -> None:
        self._flows = {one.code: one for one in flows}
        self._nodes = {
            code: {each.name: each.node for each in one.nodes} for code, one in self._flows.items()
        }
        self._return: dict[str, None] = {}  # flows that can come back to their callers in no time
        while more := [code for code in self._flows if self._comes_back(code)]:
            self._return |= dict.fromkeys(more)

    def edges(self) -> dict[str, list[str]]:
        """Of all places, in the order of the flows."""
        return {
            f"{code}/{name}": [*self._into(node), *(f"{code}/{to}" for to in self._on(code, node))]
            for code, nodes in self._nodes.items()
            for name, node in nodes.items()
        }

    def _comes_back(self, code: str) -> bool:
        """Whether it does, and was not known to."""
        nodes = self._nodes[code]
        if code in self._return or not any(isinstance(one, Return) for one in nodes.values()):
            return False
        inside = {name: list(self._on(code, node)) for name, node in nodes.items()}
        reached = closure([self._flows[code].start], inside)
        return any(isinstance(nodes[name], Return) for name in reached)

    def _into(self, node: Node) -> Iterator[str]:
        if isinstance(node, SubFlow | Goto) and node.flow in self._flows:
            yield f"{node.flow}/{self._flows[node.flow].start}"

    def _on(self, code: str, node: Node) -> Iterator[str]:
        """Within its own flow; behind a flow that it calls only if that comes back in no time."""
        for branch, target in ways(node, self._flows[code]):
            waits = isinstance(node, SubFlow) and branch == "next" and node.flow not in self._return
            if target in self._nodes[code] and not waits and rules.is_instant(node, branch):
                yield target
