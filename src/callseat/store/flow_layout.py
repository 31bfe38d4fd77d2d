"""Where the nodes of a drawn flow stand: in layers, so that ways lead down and few of them cross.

After Sugiyama, Tagawa and Toda (1981): ways back are set aside, every other way leads at least one
layer down, one that is longer passes through the layers between at a place of its own; within the
layers all are ordered by where their neighbours stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

LONGEST = 20  # layers; a way over more of them goes round at the side
SWEEPS = 8
Way = tuple[str, str]


@dataclass(slots=True)
class Layout:
    """Middles of nodes from the left edge; for each way down, those of its places on the way.

    `aside` are the ways that lead back, or too far: they go round at the side.
    """

    layers: list[list[str]]
    middles: dict[str, float]
    routes: dict[Way, list[float]] = field(default_factory=dict)
    aside: dict[Way, None] = field(default_factory=dict)


def lay_out(
    roots: Iterable[str], ways: Mapping[str, Iterable[str]], width: int, gap: int
) -> Layout:
    """Nodes are `width` wide, and `gap` is left between two. Who is in no way of a root is one."""
    order, aside = _in_order(roots, ways)
    depths = _depths(order, ways, aside)
    chains = dict(_chains(ways, depths, aside))
    layers: list[list[str]] = [[] for _ in range(max(depths.values(), default=0) + 1)]
    for name in order:
        layers[depths[name]].append(name)
    for (name, _), chain in chains.items():
        for n, place in enumerate(chain[1:-1], depths[name] + 1):
            layers[n].append(place)
    grid = _Grid(layers, chains.values(), dict.fromkeys(order, width), gap)
    grid.settle()
    routes = {way: [grid.x[one] for one in chain[1:-1]] for way, chain in chains.items()}
    named = [[one for one in layer if one in depths] for layer in layers]
    return Layout(named, {name: grid.x[name] for name in order}, routes, aside)


def _depths(
    order: list[str], ways: Mapping[str, Iterable[str]], aside: dict[Way, None]
) -> dict[str, int]:
    """The layer of each: below all that lead to it. Ways over too many layers go aside as well."""
    depths = dict.fromkeys(order, 0)
    for name in order:
        for target in ways[name]:
            if (name, target) not in aside:
                depths[target] = max(depths[target], depths[name] + 1)
    long = ((a, b) for a in order for b in ways[a] if depths[b] - depths[a] > LONGEST)
    aside |= dict.fromkeys(long)
    return depths


def _chains(
    ways: Mapping[str, Iterable[str]], depths: Mapping[str, int], aside: Mapping[Way, None]
) -> Iterator[tuple[Way, list[str]]]:
    """Each way down, with its places in the layers between; no node's name has a space in it."""
    for name in depths:
        for target in ways[name]:
            if (name, target) not in aside:
                between = range(depths[name] + 1, depths[target])
                yield (name, target), [name, *(f"{name} {target} {n}" for n in between), target]


def _in_order(
    roots: Iterable[str], ways: Mapping[str, Iterable[str]]
) -> tuple[list[str], dict[Way, None]]:
    """The names, each before all that it leads to, but for the ways back."""
    done: dict[str, bool] = {}  # False: it is being followed
    finished: list[str] = []
    back: dict[Way, None] = {}
    for root in (*roots, *ways):
        if root in done or root not in ways:
            continue
        done[root] = False
        path = [(root, iter(ways[root]))]
        while path:
            name, onward = path[-1]
            target = next(onward, None)
            if target is None:
                done[name] = True
                finished.append(name)
                path.pop()
            elif target not in done:
                done[target] = False
                path.append((target, iter(ways[target])))
            elif not done[target]:
                back[name, target] = None
    return finished[::-1], back


class _Grid:
    """The layers with all that stands in them, nodes and places of ways that pass."""

    def __init__(
        self,
        layers: list[list[str]],
        chains: Iterable[Sequence[str]],
        widths: Mapping[str, int],
        gap: int,
    ) -> None:
        self._layers, self._widths, self._gap = layers, widths, gap
        self._above: dict[str, list[str]] = defaultdict(list)
        self._below: dict[str, list[str]] = defaultdict(list)
        self.x: dict[str, float] = {}
        for chain in chains:
            for upper, lower in pairwise(chain):
                self._below[upper].append(lower)
                self._above[lower].append(upper)

    def settle(self) -> None:
        """Order the layers, then put each as near as can be to its neighbours."""
        self._at = {one: float(n) for layer in self._layers for n, one in enumerate(layer)}
        for _ in range(SWEEPS):
            for layer, near in self._sweep():
                means = {one: self._mean(self._at, one, near[one]) for one in layer}
                layer.sort(key=means.__getitem__)
                self._at.update((one, float(n)) for n, one in enumerate(layer))
        for layer in self._layers:
            self.x.update(zip(layer, self._apart(layer, [0.0] * len(layer)), strict=True))
        for _ in range(SWEEPS):
            for layer, near in self._sweep():
                wanted = [self._mean(self.x, one, near[one]) for one in layer]
                self.x.update(zip(layer, self._apart(layer, wanted), strict=True))
        left = min((x - self._width(one) / 2 for one, x in self.x.items()), default=0.0)
        self.x = {one: x - left for one, x in self.x.items()}

    def _sweep(self) -> list[tuple[list[str], dict[str, list[str]]]]:
        """Down by who stands above, then up by who stands below."""
        down = [(layer, self._above) for layer in self._layers[1:]]
        return [*down, *((layer, self._below) for layer in self._layers[-2::-1])]

    def _mean(self, at: Mapping[str, float], one: str, near: Sequence[str]) -> float:
        return sum(at[other] for other in near) / len(near) if near else at[one]

    def _apart(self, layer: Sequence[str], wanted: Sequence[float]) -> list[float]:
        """In their order and far enough from each other, as a whole where they want to be."""
        xs: list[float] = []
        least, before = -inf, 0
        for one, x in zip(layer, wanted, strict=True):
            width = self._width(one)
            xs.append(max(x, least + (before + width) / 2 + self._gap))
            least, before = xs[-1], width
        shift = sum(w - x for w, x in zip(wanted, xs, strict=True)) / max(len(xs), 1)
        return [x + shift for x in xs]

    def _width(self, one: str) -> int:
        return self._widths.get(one, 0)
