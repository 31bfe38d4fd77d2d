"""The formulas against published values, and against the balance of births and deaths."""

from __future__ import annotations

import pytest
from benchmarks.queueing import Line, erlang_a, erlang_c, loss

PUBLISHED = Line(seats=50, load=0.96, patience=120, handling=60)
"""48 calls a minute of 1 minute, patience of 2: A. Mandelbaum and S. Zeltyn, "Service engineering
in action: the Palm/Erlang-A queue, with applications to call centers" (2007), section 1."""


@pytest.mark.parametrize(("seats", "traffic"), [(5, 1.361), (10, 4.461), (20, 12.03), (50, 37.90)])
def test_erlang_b_is_that_of_the_tables(seats: int, traffic: float) -> None:
    """Traffic at 1 % loss: ITU-D Teletraffic Engineering Handbook, table of Erlang B."""
    assert loss(seats, traffic) == pytest.approx(0.01, rel=2e-3)


def test_erlang_c_of_one_and_two_seats_is_elementary() -> None:
    assert erlang_c(Line(1, 0.7)).waits == pytest.approx(0.7)
    assert erlang_c(Line(2, 0.7)).waits == pytest.approx(2 * 0.7**2 / 1.7)


def test_erlang_c_is_as_published() -> None:
    assert erlang_c(PUBLISHED).mean_wait == pytest.approx(20.8, abs=0.05)


def test_erlang_a_is_as_published() -> None:
    found = erlang_a(PUBLISHED)
    assert found.gives_up == pytest.approx(0.031, abs=0.0005)
    assert found.mean_wait == pytest.approx(3.7, abs=0.05)


@pytest.mark.parametrize(
    "line", [PUBLISHED, Line(5, 0.8, 60), Line(200, 0.97, 120), Line(3, 1.4, 300)]
)
def test_erlang_a_is_the_balance_of_births_and_deaths(line: Line) -> None:
    """The birth-and-death chain of the number in system, cut off where nobody is any more."""
    shares = [1.0]
    for number in range(1, line.seats + 2000):
        leaves = min(number, line.seats) / line.handling
        leaves += max(number - line.seats, 0) / line.patience
        shares.append(shares[-1] * line.arrivals / leaves)
    whole = sum(shares)
    waiting = sum(i * share for i, share in enumerate(shares[line.seats :])) / whole
    found = erlang_a(line)
    assert found.waits == pytest.approx(sum(shares[line.seats :]) / whole, rel=1e-6)
    assert found.mean_wait == pytest.approx(waiting / line.arrivals, rel=1e-6)


def test_endless_patience_is_erlang_c() -> None:
    patient, endless = erlang_a(Line(20, 0.8, 1e9)), erlang_c(Line(20, 0.8))
    assert patient.waits == pytest.approx(endless.waits, rel=1e-5)
    assert patient.mean_wait == pytest.approx(endless.mean_wait, rel=1e-5)
    assert patient.in_time == pytest.approx(endless.in_time, rel=1e-5)
