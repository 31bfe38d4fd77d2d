"""Whose ringing tone is stopped, and when."""

import pytest

from callseat.domain.effects import CloseCall, Join, Leave, OpenCall
from callseat.switch.asterisk.ringing import RingingTones


@pytest.fixture
def tones():
    tones = RingingTones()
    for leg in ("k1", "k2", "o-1"):
        assert tones.parted(Join(leg, "b-1")) == []
    tones.rings("o-1")
    return tones


def test_when_what_rang_is_gone_all_are_silenced_once(tones):
    assert tones.left("o-1") == ["k1", "k2"]
    assert tones.left("k1") == []


def test_who_leaves_is_silenced_alone(tones):
    assert tones.parted(Leave("k1", "b-1")) == ["k1"]
    assert tones.parted(Join("k2", "b-2")) == ["k2"]
    assert tones.left("o-1") == []


def test_a_closed_call_silences_all(tones):
    assert sorted(tones.parted(CloseCall("b-1"))) == ["k1", "k2"]


def test_an_answer_ends_the_tone_by_itself(tones):
    tones.answered("o-1")
    assert tones.left("o-1") == []


def test_who_is_joined_again_or_later_changes_nothing(tones):
    assert tones.parted(Join("k1", "b-1", muted=True)) == []
    assert tones.parted(Join("k3", "b-1")) == []
    assert tones.parted(OpenCall("b-3")) == []
    assert tones.parted(Leave("k3", "b-1")) == []
