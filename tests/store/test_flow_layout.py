"""Where drawn nodes stand: ways lead down, nothing covers anything, few ways cross."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from callseat.store.flow_layout import LONGEST, Layout, lay_out

WIDTH, GAP = 190, 34


def graph(random: Random) -> dict[str, list[str]]:
    names = [f"n{number}" for number in range(random.randint(1, 30))]
    return {name: random.sample(names, random.randint(0, min(3, len(names)))) for name in names}


def depths(layout: Layout) -> dict[str, int]:
    return {name: depth for depth, layer in enumerate(layout.layers) for name in layer}


@pytest.mark.parametrize("seed", range(50))
def test_ways_lead_down_and_nothing_stands_on_anything(seed: int) -> None:
    ways = graph(Random(seed))
    layout = lay_out(["n0"], ways, WIDTH, GAP)
    depth = depths(layout)
    assert depth.keys() == layout.middles.keys() == ways.keys()
    passing: dict[int, list[float]] = {}
    for name, targets in ways.items():
        for target in targets:
            assert ((name, target) in layout.aside) != ((name, target) in layout.routes)
    for (name, target), route in layout.routes.items():
        assert len(route) == depth[target] - depth[name] - 1 < LONGEST
        for layer, x in enumerate(route, depth[name] + 1):
            passing.setdefault(layer, []).append(x)
    for number, layer in enumerate(layout.layers):
        spans = [
            (layout.middles[one] - WIDTH / 2, layout.middles[one] + WIDTH / 2) for one in layer
        ]
        spans += [(x, x) for x in passing.get(number, [])]
        for (_, end), (begin, _) in pairwise(sorted(spans)):
            assert begin - end >= GAP - 0.001


def test_only_what_leads_back_or_too_far_goes_round_at_the_side() -> None:
    chain = {f"n{n}": [f"n{n + 1}"] for n in range(LONGEST + 1)} | {f"n{LONGEST + 1}": []}
    chain["n0"].append(f"n{LONGEST + 1}")
    chain["n3"].append("n1")
    chain["n2"].append("n2")
    layout = lay_out(["n0"], chain, WIDTH, GAP)
    assert set(layout.aside) == {("n2", "n2"), ("n3", "n1"), ("n0", f"n{LONGEST + 1}")}


def test_neighbours_stand_so_that_ways_do_not_cross() -> None:
    ways = {"a": ["x", "y"], "x": ["q"], "y": ["p"], "p": [], "q": []}
    layout = lay_out(["a"], ways, WIDTH, GAP)
    x, y, p, q = (layout.middles[one] for one in "xypq")
    assert (x < y) == (q < p)
    assert layout.middles["a"] == pytest.approx((x + y) / 2)
