"""Measuring tones, music and silence, on sound made by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from callseat.city import ears
from callseat.city.ears import FULL_SINE, RECORDED_RATE, Heard, Samples
from callseat.city.tones import AMPLITUDE, FREQUENCIES, RATE, SPOKEN_LEVEL


def sine(frequency: float, amplitude: float, seconds: float = 1.0, rate: int = RATE) -> Samples:
    at = np.arange(int(seconds * rate)) / rate
    return np.asarray(amplitude * np.sin(2 * np.pi * frequency * at))


@pytest.mark.parametrize("span", [0.4, 1.0, 2.0])
@pytest.mark.parametrize("frequency", [FREQUENCIES[0], FREQUENCIES[20], FREQUENCIES[-1]])
def test_the_level_of_a_full_sine_is_known(frequency: int, span: float) -> None:
    assert ears.level(sine(frequency, 1.0, span), frequency) == pytest.approx(FULL_SINE, abs=0.05)
    assert ears.loudness(sine(frequency, 1.0, span)) == pytest.approx(FULL_SINE, abs=0.05)


def test_a_tone_does_not_show_at_any_other_frequency() -> None:
    for frequency in FREQUENCIES:
        heard = Heard(sine(frequency, 0.5))
        others = [heard.level(one) for one in FREQUENCIES if one != frequency]
        assert max(others) < heard.level(frequency) - 85


def test_a_quiet_tone_is_found_beside_a_loud_one() -> None:
    quiet, loud = FREQUENCIES[10], FREQUENCIES[11]
    mixed = sine(loud, 0.5) + sine(quiet, 0.5 / 1000)
    assert ears.level(mixed, quiet) == pytest.approx(ears.level(mixed, loud) - 60, abs=0.5)


def test_the_tones_in_a_mixture_are_named() -> None:
    three = FREQUENCIES[3:9:2]
    heard = Heard(np.sum([sine(one, AMPLITUDE / 32_768) for one in three], axis=0))
    assert heard.tones().keys() == set(three)
    assert list(heard.tones().values()) == pytest.approx([SPOKEN_LEVEL] * 3, abs=0.1)
    assert not heard.has_music()
    assert not heard.silence


def test_music_is_what_is_no_tone() -> None:
    chord = np.sum([sine(one, 0.05) for one in (261.6, 329.6, 392.0)], axis=0)
    assert Heard(chord).has_music()
    assert Heard(chord).tones() == {}
    assert Heard(chord + sine(FREQUENCIES[5], 0.1)).has_music()


def test_a_sound_with_a_tone_of_its_own_is_no_music_when_it_is_expected() -> None:
    heard = Heard(sine(425, 0.1))
    assert heard.has_music()
    assert not heard.has_music({425})
    assert heard.tones({425}).keys() == {425}


def test_silence_and_nothing_at_all_are_silent() -> None:
    for samples in (np.zeros(RATE), np.zeros(0)):
        heard = Heard(samples)
        assert heard.silence
        assert not heard.has_music()
        assert heard.tones() == {}


def test_a_recording_is_read_between_two_seconds(tmp_path: Path) -> None:
    file = tmp_path / "heard.sln48"
    assert ears.seconds(file) == 0
    assert len(ears.read(file, 0, 1)) == 0
    parts = [sine(one, 0.25, 1.0, RECORDED_RATE) for one in FREQUENCIES[:2]]
    file.write_bytes((np.concatenate(parts) * 32_767).astype("<i2").tobytes())
    assert ears.seconds(file) == 2.0
    first, second = FREQUENCIES[:2]
    assert ears.heard(file, first, (0.0, 1.0)) > -10
    assert ears.heard(file, first, (1.0, 2.0)) < -80
    assert ears.heard(file, second, (1.0, 2.0)) > -10
    assert len(ears.read(file, 1.5, 9.0)) == RATE // 2
