"""Sounds that need no file of others: a soft chord progression and a chime, made here.

16-bit mono at 8 kHz, the telephone's own rate, so that playing them costs no resampling.
"""

import array
import math
import wave
from collections.abc import Iterable
from functools import cache
from pathlib import Path

RATE = 8_000
_A4 = 440.0
_PROGRESSION = (
    (48, 60, 64, 67, 71),  # C major seventh
    (45, 57, 60, 64, 67),  # A minor seventh
    (41, 53, 57, 60, 64),  # F major seventh
    (43, 55, 59, 62, 65),  # G seventh
)
"""MIDI note numbers, lowest first."""


def write_music(path: Path, bar_seconds: float = 4.0) -> None:
    """Four bars of arpeggiated chords that loop without a click."""
    samples: list[float] = [0.0] * int(len(_PROGRESSION) * bar_seconds * RATE)
    for bar, chord in enumerate(_PROGRESSION):
        for step, note in enumerate((*chord, *chord[-2:0:-1])):
            start = bar * bar_seconds + step * bar_seconds / 8
            _strike(samples, note, start, 2.5)
    _write(path, samples)


def write_chime(path: Path) -> None:
    """Two falling notes and a pause: what a caller hears while nobody serves the switch."""
    samples: list[float] = [0.0] * (3 * RATE)
    _strike(samples, 76, 0.0, 1.2)
    _strike(samples, 72, 0.6, 1.4)
    _write(path, samples)


def _strike(samples: list[float], note: int, start: float, seconds: float) -> None:
    """Add one note; what reaches over the end wraps round to the beginning."""
    first, size = int(start * RATE), len(samples)
    for index, level in enumerate(_note(note, seconds), first):
        samples[index % size] += level


@cache
def _note(note: int, seconds: float) -> list[float]:
    """A struck string: short attack, exponential decay, a soft second partial."""
    step = 2 * math.pi * _A4 * 2 ** ((note - 69) / 12) / RATE
    length = int(seconds * RATE)
    return [
        min(1.0, index / 160)
        * math.exp(-3.0 * index / length)
        * (1 - index / length)
        * (math.sin(step * index) + 0.2 * math.sin(2 * step * index))
        for index in range(length)
    ]


def _write(path: Path, samples: Iterable[float]) -> None:
    levels = list(samples)
    scale = 8_000 / max(abs(level) for level in levels)
    frames = array.array("h", (round(level * scale) for level in levels))
    temporary = path.with_suffix(".new")
    with wave.open(str(temporary), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(frames.tobytes())
    temporary.replace(path)
