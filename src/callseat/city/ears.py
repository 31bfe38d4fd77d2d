"""What a party heard: levels of tones, music and silence in its recording.

Levels are in dBm0 (a full-scale sine is +3.14 dBm0, ITU-T G.711). A tone is measured by
Goertzel's sum at its frequency under a Blackman-Harris window (sidelobes below -92 dB), so that
a loud tone does not show at another's frequency.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .tones import FREQUENCIES, RATE, SPOKEN_LEVEL

RECORDED_RATE = 48_000
"""Samples a second in a recording: Asterisk writes every 32 KiB, at 48 kHz every 0.34 s."""
RECORDED_SUFFIX = ".sln48"
SAMPLE_BYTES = 2
STEP = RECORDED_RATE // RATE
WRITE_DELAY = 32_768 / (RECORDED_RATE * SAMPLE_BYTES)
"""Seconds that sound may wait in Asterisk's buffer before the file has it."""

SILENCE = -120.0
FULL_SINE = 3.14
AUDIBLE = SPOKEN_LEVEL - 12.0
"""A tone above this level was spoken to the listener; dBm0."""
INAUDIBLE = SPOKEN_LEVEL - 50.0
"""A tone below this level did not reach the listener; dBm0."""
QUIET = -50.0
"""Everything together below this level is silence; dBm0."""
TONE_WIDTH = 24.0
"""Hertz on each side that belong to a tone when the rest is measured."""

Samples = NDArray[np.float64]


def level(samples: Samples, frequency: float) -> float:
    """The level in dBm0 of one frequency in hertz."""
    if len(samples) == 0:
        return SILENCE
    return _dbm0(abs(complex(samples @ _probe(len(samples), frequency))))


def loudness(samples: Samples) -> float:
    """The level in dBm0 of everything together."""
    if len(samples) == 0:
        return SILENCE
    return _dbm0(math.sqrt(2 * float(np.mean(samples**2))))


def rest(samples: Samples, frequencies: Iterable[float] = FREQUENCIES) -> float:
    """The level in dBm0 of what is none of the tones: music, speech, noise."""
    if len(samples) < RATE // 10:
        return SILENCE
    window = np.blackman(len(samples))
    power = np.abs(np.fft.rfft(samples * window)) ** 2
    at = np.fft.rfftfreq(len(samples), 1 / RATE)
    for frequency in frequencies:
        power[np.abs(at - frequency) < TONE_WIDTH] = 0
    mean_square = 2 * float(np.sum(power)) / len(samples) / float(np.sum(window**2))
    return _dbm0(math.sqrt(2 * mean_square))


def heard(recording: Path, frequency: float, window: tuple[float, float]) -> float:
    """The level in dBm0 of a frequency between two seconds of a recording."""
    return level(read(recording, *window), frequency)


def seconds(recording: Path) -> float:
    """How much sound the recording holds; 0 when there is none yet."""
    try:
        return recording.stat().st_size / (RECORDED_RATE * SAMPLE_BYTES)
    except FileNotFoundError:
        return 0.0


def read(recording: Path, start: float, end: float) -> Samples:
    """Samples at 8 kHz, full scale 1.0; what the recording does not hold is left out."""
    first = max(0, int(start * RECORDED_RATE))
    count = max(0, int(end * RECORDED_RATE) - first)
    if count == 0 or not recording.exists():
        return np.zeros(0)
    raw = np.fromfile(recording, "<i2", count, offset=first * SAMPLE_BYTES)
    # What came over the telephone line holds nothing above 4 kHz: every sixth sample is enough.
    return raw[::STEP].astype(np.float64) / 32_768


@dataclass(frozen=True, slots=True)
class Heard:
    """What one party heard in a span of time."""

    samples: Samples = field(repr=False)

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE

    def level(self, frequency: float) -> float:
        """dBm0 of one tone."""
        return level(self.samples, frequency)

    def tones(self, others: Iterable[int] = ()) -> dict[int, float]:
        """The tones that were spoken to the listener, parties' and others, with levels in dBm0."""
        found = {one: level(self.samples, one) for one in {*FREQUENCIES, *others}}
        return {one: round(value, 1) for one, value in found.items() if value > AUDIBLE}

    def has_music(self, others: Iterable[int] = ()) -> bool:
        """Whether there was sound that is neither a party's tone nor one of these others."""
        left = rest(self.samples, {*FREQUENCIES, *others})
        return left > max(QUIET, loudness(self.samples) - 20)

    @property
    def silence(self) -> bool:
        return loudness(self.samples) < QUIET

    def describe(self) -> str:
        """For a message about what should have been heard."""
        levels = {one: round(level(self.samples, one), 1) for one in FREQUENCIES}
        loudest = sorted(levels.items(), key=lambda pair: -pair[1])[:4]
        return (
            f"{self.seconds:.2f} s, all {loudness(self.samples):.1f} dBm0, tones {self.tones()}, "
            f"loudest {loudest}, rest {rest(self.samples):.1f} dBm0"
        )


def _dbm0(amplitude: float) -> float:
    return max(SILENCE, 20 * math.log10(max(amplitude, 1e-12)) + FULL_SINE)


@lru_cache(maxsize=512)
def _probe(length: int, frequency: float) -> NDArray[np.complex128]:
    at = 2 * np.pi * np.arange(length) / max(length - 1, 1)
    window = 0.35875 - 0.48829 * np.cos(at) + 0.14128 * np.cos(2 * at) - 0.01168 * np.cos(3 * at)
    turn = np.exp(-2j * np.pi * frequency * np.arange(length) / RATE)
    probe: NDArray[np.complex128] = 2 * window * turn / np.sum(window)
    return probe
