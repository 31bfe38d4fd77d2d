"""The ideal queue by hand and against theory; the domain against it, call by call."""

from __future__ import annotations

from dataclasses import astuple
from random import Random

import pytest
from benchmarks.erlang import Acd, Estimate, side_by_side
from benchmarks.ideal import FOREVER, Call, Wait, calls_of, many_calls, waits
from benchmarks.queueing import Line, theory

CROWD = [
    Call(0, 100, FOREVER),
    Call(10, 100, FOREVER),
    Call(20, 100, 79),  # one millisecond too early
    Call(30, 100, 70),  # just in time
    Call(40, 100, FOREVER),
]
HOW_IT_WAITS = [Wait(0, True), Wait(0, True), Wait(79, False), Wait(70, True), Wait(70, True)]


def test_the_ideal_queue_waits_as_counted_by_hand() -> None:
    assert waits(CROWD, 2) == HOW_IT_WAITS


def test_the_domain_waits_as_counted_by_hand() -> None:
    assert Acd(2, CROWD).run() == HOW_IT_WAITS


@pytest.mark.parametrize("line", [Line(3, 0.9), Line(7, 1.1, patience=90)])
def test_the_domain_waits_as_the_ideal_queue_does(line: Line) -> None:
    ours, ideal = zip(*side_by_side(line, 400, seed=5), strict=True)
    assert ours == ideal
    assert sum(wait.length > 0 for wait in ours) > 50


@pytest.mark.parametrize("line", [Line(2, 0.6), Line(3, 0.9, patience=60)])
def test_many_calls_are_as_theory_has_them(line: Line) -> None:
    rows = many_calls(line, 2_000_000, 1000, seed=1)
    for column, right in zip(rows.T, astuple(theory(line)), strict=True):
        found = Estimate.of(column)
        assert abs(found.mean - right) <= 2.5 * found.half
        assert found.half <= 0.01 * right


@pytest.mark.parametrize("line", [Line(2, 0.6), Line(3, 0.9, patience=60)])
def test_call_by_call_is_as_many_calls(line: Line) -> None:
    found = waits(list(calls_of(line, 100_000, Random(3))), line.seats)
    mean = sum(wait.length for wait in found) / len(found) / 1000
    assert mean == pytest.approx(theory(line).mean_wait, rel=0.05)
