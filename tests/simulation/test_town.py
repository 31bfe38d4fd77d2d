"""Hundreds of days at random. A failing seed repeats exactly: run it alone by its number."""

from __future__ import annotations

import os

import pytest

from callseat.domain.step import step
from callseat.domain.world import World
from tests.simulation import books, invariants, journal
from tests.simulation.life import Life, evening
from tests.simulation.town import START, Town, Weather

WEATHERS = {
    "fair": Weather(),
    "slow": Weather(command_delay=5, command_jitter=50, event_delay=20),
    "faulty": Weather(command_delay=5, event_delay=5, rate=0.03),
    "stormy": Weather(command_delay=20, event_delay=20, breaks=True),
    "worst": Weather(20, 40, event_delay=30, rate=0.02, breaks=True),
}
SEEDS = range(int(os.environ.get("CALLSEAT_TEST_TOWNS", "40")))
DAY = 240_000


def a_day(seed: int, weather: Weather) -> Town:
    town = Town(seed, weather, careful=seed % 4 == 0)
    town.after_step = invariants.check
    if weather.rate == 0 and not weather.breaks:
        town.at_rest = invariants.all_hear_what_they_should
    Life(town, START + DAY)
    town.run_until(START + DAY)
    evening(town)
    return town


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("weather", WEATHERS)
def test_a_day_in_town(weather: str, seed: int) -> None:
    books.check(a_day(seed, WEATHERS[weather]))


@pytest.mark.parametrize("weather", WEATHERS)
def test_a_day_that_is_written_down_can_be_lived_again(weather: str) -> None:
    town = a_day(1000, WEATHERS[weather])
    lines = [journal.write(given) for given in town.journal]
    again = [journal.read(line) for line in lines]
    assert again == town.journal
    world, effects = World(), []
    for given in again:
        effects += step(world, given)
    assert world == town.world
    assert effects == town.effects


def test_the_same_seed_is_the_same_day() -> None:
    first, second = a_day(7, WEATHERS["worst"]), a_day(7, WEATHERS["worst"])
    assert list(map(journal.write, first.journal)) == list(map(journal.write, second.journal))
    assert list(map(repr, first.effects)) == list(map(repr, second.effects))


def test_the_days_are_worth_living() -> None:
    """The invariants say nothing about a day on which nothing happens."""
    days = [a_day(seed, WEATHERS["fair"]) for seed in (5, 6, 11, 26, 28)]
    told = [repr(effect) for day in days for effect in day.effects]
    for kind in (
        *("OnRing(", "OnAnswer(", "OnOffTalk(", "OnRingEnd(", "OnQueue(", "Refuse("),
        *("OnRest(state='waiting'", "OnRest(state='granted'", "OnRest(state='overtime'"),
        *("AuditRow(", "ForwardingRow(", "mode='auto'", "Tap(", "PlayToCall("),
        *("OnDialing(", "OnDialSuccess(", "OnDialFail("),
    ):
        assert sum(kind in line for line in told) >= 3, kind
