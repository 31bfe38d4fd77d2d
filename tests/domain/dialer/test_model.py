"""What is learnt: it follows what drifts, and what jumps."""

from __future__ import annotations

from random import Random

import pytest

from callseat.domain.dialer.model import Chance, Spell


def told(chance: Chance, share: float, times: int, seed: int = 1) -> int:
    """How many surprises there were."""
    random = Random(seed)
    return sum(chance.observe(random.random() < share) for _ in range(times))


def test_a_share_is_learnt() -> None:
    chance = Chance(400, 0.4)
    told(chance, 0.25, 2000)
    assert chance.mean == pytest.approx(0.25, abs=0.05)
    assert chance.mean < chance.at_most() < chance.mean + 0.05


def test_what_is_hardly_known_is_taken_with_caution() -> None:
    assert Chance(400, 0.4).at_most() > 0.5


def test_a_sudden_change_is_followed_at_once() -> None:
    chance = Chance(400, 0.3)
    told(chance, 0.25, 1000)
    assert told(chance, 0.75, 50) >= 1
    assert chance.mean == pytest.approx(0.75, abs=0.15)


def test_chance_alone_is_seldom_a_sudden_change() -> None:
    surprises = sum(told(Chance(400, 0.3), 0.3, 1000, seed) for seed in range(20))
    assert surprises <= 20, "of 20,000 observations"


def ringing(spell: Spell, calls: int) -> None:
    """A third is answered after 10 s, the others ring for 30 s."""
    random = Random(7)
    for _ in range(calls):
        answered = random.random() < 1 / 3
        spell.observe(10_000 if answered else 30_000, success=answered)


def test_who_has_rung_for_long_is_not_expected_any_more() -> None:
    spell = Spell(2000, 15_000, Chance(400, 0.4))
    ringing(spell, 1000)
    assert spell.chance(0) == pytest.approx(1 / 3, abs=0.12)
    assert spell.chance(9_000) == pytest.approx(spell.chance(0), abs=0.01)
    assert spell.chance(14_000) < 0.1
    assert spell.mean == pytest.approx(10_000, rel=0.05)


def test_an_end_is_seen_coming() -> None:
    """Talks of 100 s, more or less: old ones end soon, new ones do not."""
    spell = Spell(10_000, 180_000, Chance(400, 1.0))
    random = Random(3)
    for _ in range(500):
        spell.observe(round(random.gauss(100_000, 10_000)))
    assert spell.ends_within(20_000, 15_000) < 0.1
    assert spell.ends_within(95_000, 15_000) > 0.5
    assert 0 <= spell.ends_within(2_000_000, 15_000) <= 1


def test_nothing_grows_with_what_was_seen() -> None:
    spell = Spell(2000, 15_000, Chance(400, 0.4))
    ringing(spell, 50_000)
    assert spell.weight < 2
    assert max(spell.ended) < 200
    assert len(spell.ended) == len(spell.alive) == spell.buckets
