"""The outline of a sound: how loud each piece of it is, to be drawn."""

from __future__ import annotations

import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_FULL = 32_768
_AT_ONCE = 1 << 20  # frames, so that a long recording is never in memory whole


@dataclass(frozen=True, slots=True)
class Outline:
    """For each channel the greatest amplitude in each piece of equal length, 0 to 1."""

    duration_ms: int
    channels: list[list[float]]


def outline_of(file: Path, points: int) -> Outline:
    """Of a WAV file of 16 bits, in at most `points` pieces. Raises OSError and wave.Error."""
    with wave.open(str(file), "rb") as sound:
        count, rate = sound.getnchannels(), sound.getframerate()
        frames = sound.getnframes()
        piece = max(1, -(-frames // points))
        found: list[np.ndarray] = []
        step = max(1, _AT_ONCE // piece) * piece
        while data := sound.readframes(step):
            found.append(_loudest(np.frombuffer(data, "<i2").reshape(-1, count), piece))
        loudest = np.concatenate(found) if found else np.zeros((0, count))
        channels = np.round(loudest.T, 3).tolist()
        return Outline(frames * 1000 // rate, channels)


def _loudest(samples: np.ndarray, piece: int) -> np.ndarray:
    """One line a piece; the last may be shorter."""
    starts = np.arange(0, len(samples), piece)
    loud = np.abs(samples.astype(np.int32))
    return np.maximum.reduceat(loud, starts, axis=0) / _FULL
