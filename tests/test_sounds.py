"""The prompts of the package: complete in both languages, fit for a telephone, evenly loud."""

import math
import struct
import wave
from itertools import pairwise
from pathlib import Path

import pytest

from callseat.domain.queue.waiting import MINUTES_SAID, MOST_SAID
from callseat.sounds import LANGUAGES, library

WORDS = (
    "welcome",
    "menu",
    "please-wait",
    "position",
    "number-many",
    "all-busy",
    "goodbye",
    "callback-later",
    "sorry",
    "closed",
    "invalid",
    "wait",
    "callback-offer",
    "callback-accepted",
    "leave-offer",
    "voicemail",
    "voicemail-thanks",
    *(f"minutes-{many}" for many in (*MINUTES_SAID, "less", "many")),
    *(f"key-{key}" for key in (*range(10), "star", "hash")),
    *(f"number-{place}" for place in range(1, MOST_SAID + 1)),
)
MUSIC = "queue-music"
CHIME = "chime"
BEEP = "beep"
RATE = 8_000


def read(path: Path) -> list[float]:
    """Samples of a file that has the telephone's form, full scale 1.0."""
    with wave.open(str(path.with_suffix(".wav"))) as file:
        form = (file.getnchannels(), file.getsampwidth(), file.getframerate())
        assert form == (1, 2, RATE)
        count = file.getnframes()
        return [value / 32_768 for value in struct.unpack(f"<{count}h", file.readframes(count))]


def decibels(power: float) -> float:
    return 10 * math.log10(power)


def spoken_level(samples: list[float]) -> float:
    """Mean power of the 20 ms pieces that are not pauses, in dB below full scale."""
    pieces = [samples[at : at + 160] for at in range(0, len(samples) - 159, 160)]
    powers = [sum(value * value for value in piece) / 160 for piece in pieces]
    loud = [power for power in powers if power > max(powers) / 400]
    return decibels(sum(loud) / len(loud))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_there_and_nothing_else(language: str) -> None:
    assert set(library(language)) == {*WORDS, MUSIC, CHIME, BEEP}


@pytest.mark.parametrize("language", LANGUAGES)
def test_paths_are_absolute_and_have_no_ending(language: str) -> None:
    for code, path in library(language).items():
        assert path.is_absolute()
        assert path.name == code


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no prompts in .\.\./en"):
        library("../en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", WORDS)
def test_a_prompt_is_as_loud_as_the_others_and_not_clipped(language: str, code: str) -> None:
    samples = read(library(language)[code])
    assert 0.3 < len(samples) / RATE < 8
    assert -21 < spoken_level(samples) < -17
    assert decibels(max(value * value for value in samples)) < -3


def test_the_languages_differ() -> None:
    for code in WORDS:
        assert read(library("zh")[code]) != read(library("en")[code])


def test_the_music_loops_without_a_click() -> None:
    samples = read(library("en")[MUSIC])
    assert 20 <= len(samples) / RATE <= 40
    assert -24 < spoken_level(samples) < -19
    steps = [abs(b - a) for a, b in pairwise(samples)]
    assert abs(samples[0] - samples[-1]) <= max(steps)


def test_the_tone_is_short_and_one_tone() -> None:
    samples = read(library("en")[BEEP])
    assert 0.2 <= len(samples) / RATE <= 0.5
    crossings = sum(a < 0 <= b for a, b in pairwise(samples))
    assert abs(crossings / (len(samples) / RATE) - 1000) < 20


def test_all_sounds_together_stay_small() -> None:
    files = {path.with_suffix(".wav") for lang in LANGUAGES for path in library(lang).values()}
    assert sum(file.stat().st_size for file in files) < 4_000_000
