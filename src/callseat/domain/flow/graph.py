"""Graphs of names: what can be reached, and which loops there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

# Loops told at once; a flow with more of them is no honest mistake.
_MOST_LOOPS = 20


def closure(starts: Iterable[str], edges: Mapping[str, Iterable[str]]) -> dict[str, None]:
    """All that can be reached, in the order of reaching."""
    reached = dict.fromkeys(starts)
    waiting = list(reached)
    while waiting:
        for target in edges[waiting.pop()]:
            if target not in reached:
                reached[target] = None
                waiting.append(target)
    return reached


def loops(names: Iterable[str], edges: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
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


def chain(loop: list[str]) -> str:
    return " -> ".join([*loop, loop[0]])
