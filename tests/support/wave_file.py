"""A recording as a listener has it: a WAV file, its channels' levels."""

from __future__ import annotations

import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from callseat.city.ears import Samples, level, loudness


@dataclass(frozen=True)
class WaveFile:
    """`left` and `right` are samples at 8 kHz, full scale 1.0."""

    left: Samples
    right: Samples
    seconds: float


def read_wave(path: Path) -> WaveFile:
    """Raises wave.Error or AssertionError for what is not two channels of 16 bits at 8 kHz."""
    with wave.open(str(path), "rb") as file:
        form = (file.getnchannels(), file.getsampwidth(), file.getframerate())
        assert form == (2, 2, 8000)
        raw = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float64) / 32_768
    return WaveFile(raw[0::2], raw[1::2], len(raw) / 2 / 8000)


def holds_only(samples: Samples, tone: int, others: tuple[int, ...]) -> bool:
    """Whether a tone is most of what is there, and none of the others is."""
    return level(samples, tone) > loudness(samples) - 3 and all(
        level(samples, other) < level(samples, tone) - 40 for other in others
    )
