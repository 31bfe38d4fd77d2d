"""The exact optimum of predictive dialling: the goals' figures, and what holds of any optimum."""

from __future__ import annotations

import pytest
from benchmarks.dialler import Process, gain, nothing_known, optimum


@pytest.mark.parametrize(("seats", "share"), [(10, 0.862), (20, 0.897), (50, 0.939), (100, 0.960)])
def test_it_is_that_of_the_goals(seats: int, share: float) -> None:
    assert optimum(Process(seats)) == pytest.approx(share, abs=6e-4)


def test_without_a_price_every_seat_is_busy() -> None:
    process = Process(5)
    assert gain(process, 0.0, nothing_known(process)) > 0.97


def test_a_stricter_cap_costs_utilisation() -> None:
    strict, usual, loose = (optimum(Process(10, cap=cap)) for cap in (0.01, 0.03, 0.1))
    assert strict < usual < loose < 1


def test_one_seat_without_abandonment_dials_when_it_is_free() -> None:
    """A free seat needs 15 s / 30 % = 50 s on average to be busy for 180 s, one line at a time."""
    process = Process(1, cap=0.0)
    found = gain(process, 1000.0, nothing_known(process))
    assert found == pytest.approx(180 / 230, abs=2e-3)
