"""The server's own code in virtual time: as the fast floor says, and under the cap."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from callseat.simulate.days import Trial, Way, on_floor
from callseat.simulate.floor import HOUR, Site
from callseat.simulate.house import in_house
from callseat.simulate.population import BUILT_IN


def trial(world: str, way: Way, hours: float = 2, seed: int = 1) -> Trial:
    site = Site(10, round(hours * HOUR), ring_time=120_000)
    return Trial(site, BUILT_IN[world], way, seed)


@pytest.mark.parametrize("world", ["exponential", "shock"])
def test_a_line_a_seat_comes_to_the_same_as_on_the_floor(world: str) -> None:
    """The same people in the same order: what differs is a moment here and there."""
    house, floor = (of(trial(world, Way.PROGRESSIVE)) for of in (in_house, on_floor))
    assert house.dialled == pytest.approx(floor.dialled, rel=0.02)
    assert house.answered == pytest.approx(floor.answered, rel=0.03)
    assert house.utilisation == pytest.approx(floor.utilisation, abs=0.01)
    assert house.mean_idle == pytest.approx(floor.mean_idle, rel=0.03)


@pytest.mark.parametrize("world", BUILT_IN)
def test_predictive_days_agree_within_noise(world: str) -> None:
    days = [trial(world, Way.PREDICTIVE, seed=seed) for seed in range(2)]
    house, floor = ([of(one) for one in days] for of in (in_house, on_floor))
    assert all(one.over == 0 for one in house), "the cap holds at every moment"
    means = [sum(one.utilisation for one in made) / len(made) for made in (house, floor)]
    assert means[0] == pytest.approx(means[1], abs=0.03)


def test_seats_are_busy_or_free_all_the_time() -> None:
    found = in_house(trial("realistic", Way.PREDICTIVE, 0.5))
    assert found.busy + found.idle == found.seats * found.length
    assert sum(found.busy_in) == found.busy
    assert sum(found.answered_in) == found.answered > 0


def test_the_same_seed_is_the_same_day() -> None:
    first, again = (in_house(trial("realistic", Way.PREDICTIVE, 0.5)) for _ in range(2))
    assert asdict(first) == asdict(again)
