"""Simulated days: the goals in small, the cap in each moment, the same seed twice."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from benchmarks.dialler import Process, optimum

from callseat.simulate.days import Trial, Way, on_floor
from callseat.simulate.figures import Figures
from callseat.simulate.floor import HOUR, Site
from callseat.simulate.population import BUILT_IN


def day(
    seats: int, *, world: str = "exponential", way: Way = Way.PREDICTIVE, **more: int
) -> Figures:
    seed = more.pop("seed", 1)
    ring_time = 30_000 if world == "realistic" else 600_000
    site = Site(seats, ring_time=ring_time, **more)
    return on_floor(Trial(site, BUILT_IN[world], way, seed))


@pytest.mark.parametrize("seats", [10, 20])
def test_the_goal_of_96_percent_of_the_optimum(seats: int) -> None:
    days = [day(seats, connect_within=0, seed=seed) for seed in range(2)]
    mean = sum(one.utilisation for one in days) / len(days)
    assert mean > 0.96 * optimum(Process(seats))


@pytest.mark.parametrize("world", BUILT_IN)
@pytest.mark.parametrize("cap", [0, 100, 300])
def test_the_cap_is_exceeded_at_no_moment(world: str, cap: int) -> None:
    found = day(15, world=world, cap=cap, length=6 * HOUR)
    assert found.over == 0
    assert found.answered > 300
    if cap == 0:
        assert found.abandoned == 0


@pytest.mark.parametrize("world", BUILT_IN)
def test_seats_wait_less_than_beside_the_reference(world: str) -> None:
    ours, theirs = (day(20, world=world, way=way) for way in (Way.PREDICTIVE, Way.RATIO))
    assert ours.mean_idle < theirs.mean_idle
    assert ours.lost < theirs.lost


def test_predictive_dialling_is_worth_it() -> None:
    ours, progressive = (day(20, way=way) for way in (Way.PREDICTIVE, Way.PROGRESSIVE))
    assert ours.utilisation > progressive.utilisation + 0.08
    assert progressive.abandoned == 0


def test_the_same_seed_is_the_same_day() -> None:
    first, again, other = (day(10, length=HOUR, seed=seed) for seed in (3, 3, 4))
    assert asdict(first) == asdict(again) != asdict(other)


def test_slices_add_up_to_the_day() -> None:
    found = day(10, length=2 * HOUR)
    assert sum(found.busy_in) == found.busy
    assert sum(found.idle_in) == found.idle
    assert sum(found.answered_in) == found.answered
    assert found.busy + found.idle == found.seats * found.length
