"""Days with campaigns at random. A failing seed repeats exactly: run it alone by its number."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from callseat.domain.effects import Effect
from callseat.domain.inputs import Input
from tests.simulation import books, invariants, journal
from tests.simulation.campaigns import Watch, Work, campaigns, night
from tests.simulation.test_town import DAY, WEATHERS
from tests.simulation.town import START, Town, Weather

SEEDS = range(int(os.environ.get("CALLSEAT_TEST_TOWNS", "30")))


def a_day(seed: int, weather: Weather) -> Town:
    town = Town(seed, weather, careful=seed % 4 == 0, campaigns=campaigns)
    watch = Watch()

    def check(town: Town, given: Input, effects: list[Effect]) -> None:
        invariants.check(town, given, effects)
        watch.check(town, given, effects)

    town.after_step = check
    Work(town, START + DAY)
    town.run_until(START + DAY)
    night(town)
    return town


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("weather", WEATHERS)
def test_a_day_with_campaigns(weather: str, seed: int) -> None:
    books.check(a_day(seed, WEATHERS[weather]))


def test_the_same_seed_is_the_same_day() -> None:
    first, second = a_day(7, WEATHERS["worst"]), a_day(7, WEATHERS["worst"])
    assert list(map(journal.write, first.journal)) == list(map(journal.write, second.journal))
    assert list(map(repr, first.effects)) == list(map(repr, second.effects))


def test_the_days_are_worth_living() -> None:
    """Every outcome occurs; seats are rung for both kinds of calls; leads are shown."""
    days = [a_day(seed, WEATHERS["fair"]) for seed in range(12)]
    outcomes = Counter(row.outcome for day in days for row in day.leads.attempts.values())
    for outcome in (
        *("answered", "abandoned", "busy", "no_answer", "rejected", "machine"),
        *("skipped", "cancelled"),
    ):
        assert outcomes[outcome] >= 3, outcomes
    told = [repr(effect) for day in days for effect in day.effects]
    for kind in ("iCallType='2'", "iCallType='3'", "OnPreview(", "cause='dialled'"):
        assert sum(kind in line for line in told) >= 3, kind
