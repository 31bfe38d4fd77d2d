"""Populations: drawn as they say, read from files, refused with a reason."""

from __future__ import annotations

import statistics
from random import Random

import pytest

from callseat.simulate.population import Change, Duration, Population, Shape
from callseat.simulate.population_file import PopulationError, read_population

FILE = """\
answer: [0.2, 0.4]
ring: {mean: 10, shape: lognormal, deviation: 5}
unanswered:
  - {share: 0.25, after: {mean: 2, shape: fixed}}
  - {share: 0.75, after: {mean: 30, shape: fixed}}
handling: {mean: 120}
wrap_up: {mean: 20, shape: fixed}
changes: [{minute: 90, times: 3, minutes: 10}]
"""


def test_a_file_is_read() -> None:
    people = read_population(FILE)
    assert people.wrap_up == Duration(20, Shape.FIXED)
    assert people.changes == (Change(90, 3, 10),)


def test_the_answer_rate_goes_by_the_hour_and_jumps() -> None:
    people = read_population(FILE)
    minutes = (0, 30, 60, 89, 95, 101)
    rates = [round(people.answer_rate(minute * 60_000), 2) for minute in minutes]
    assert rates == [0.2, 0.3, 0.4, 0.4, 0.98, 0.4]


def test_calls_are_as_the_population_says() -> None:
    people, chance = read_population(FILE), Random(1)
    calls = [people.call(0, chance) for _ in range(20_000)]
    answered = [lasts for lasts, answers in calls if answers]
    assert len(answered) / len(calls) == pytest.approx(0.2, abs=0.01)
    assert statistics.fmean(answered) == pytest.approx(10_000, rel=0.03)
    assert statistics.stdev(answered) == pytest.approx(5_000, rel=0.1)
    others = [lasts for lasts, answers in calls if not answers]
    assert set(others) == {2000, 30_000}
    assert others.count(2000) / len(others) == pytest.approx(0.25, abs=0.02)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("answer: [1.5]", "answer"),
        ("answer: []", "answer"),
        ("unanswered: [{share: 0.5, after: {mean: 3}}]", "add up"),
        ("handling: {mean: -1}", "longer"),
        ("handling: {mean: 3, shape: odd}", "handling"),
        ("pace: 3", "pace"),
        ("answer: [", "YAML"),
        ("[1, 2]", "object"),
    ],
)
def test_a_wrong_file_is_refused(text: str, reason: str) -> None:
    with pytest.raises(PopulationError, match=reason):
        read_population(text)


def test_a_population_needs_nothing() -> None:
    assert read_population("") == Population()
