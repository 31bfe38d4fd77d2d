"""The voices are distinct, and their files join their own beginnings."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np

from callseat.city.tones import AMPLITUDE, DITHER, FEWEST, FREQUENCIES, RATE, Voices, write_tones

SIGNALS = (350, 425, 440, 450, 480, 620, 697, 770, 852, 941, 1209, 1336, 1477, 1633)
"""Hertz of call progress tones and DTMF."""


def test_there_are_enough_inside_the_telephone_band() -> None:
    assert len(set(FREQUENCIES)) >= 40
    assert min(FREQUENCIES) > 300
    assert max(FREQUENCIES) < 3400


def test_no_two_are_near_or_harmonically_related() -> None:
    for low, high in combinations(sorted(FREQUENCIES), 2):
        assert high - low >= 50
        assert all(abs(high - n * low) >= 15 for n in range(2, 8))


def test_none_is_near_a_signal() -> None:
    assert all(abs(one - signal) >= 18 for one in FREQUENCIES for signal in SIGNALS)


def test_a_voice_comes_back_only_after_all_others() -> None:
    voices = Voices()
    assert {voices.take() for _ in FREQUENCIES} == set(FREQUENCIES)
    assert {voices.take() for _ in FREQUENCIES} == set(FREQUENCIES)


def test_a_phone_keeps_its_voice_for_itself_while_there_are_enough() -> None:
    voices = Voices()
    kept = {voices.keep() for _ in range(len(FREQUENCIES) - FEWEST)}
    later = {voices.take() for _ in range(2 * FEWEST)}
    assert later == set(FREQUENCIES) - kept
    assert {voices.keep() for _ in range(2 * FEWEST)} == later


def test_a_tone_goes_on_where_it_began(tmp_path: Path) -> None:
    write_tones(tmp_path)
    for frequency in FREQUENCIES:
        samples = np.fromfile(tmp_path / str(frequency) / "tone.sln", "<i2")
        assert len(samples) == RATE
        at = np.arange(2 * RATE) / RATE
        endless = AMPLITUDE * np.sin(2 * np.pi * frequency * at)
        assert np.max(np.abs(np.tile(samples, 2) - endless)) <= DITHER + 1
