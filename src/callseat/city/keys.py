"""Keys as tones in the sound: two frequencies each, ITU-T Q.23."""

import array
import math
import wave
from pathlib import Path

from .tones import AMPLITUDE, RATE

LOW, HIGH = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
KEYS = ("123A", "456B", "789C", "*0#D")
LONG = RATE // 10
"""Samples of a key, and of the pause after it."""


def write_keys(file: Path, keys: str) -> None:
    """A WAV file of the keys, a tenth of a second each with as long a pause. Raises KeyError."""
    pair = {key: (LOW[row], HIGH[n]) for row, line in enumerate(KEYS) for n, key in enumerate(line)}
    samples = array.array("h", [0] * LONG)
    for low, high in (pair[key] for key in keys):
        samples.extend(round(AMPLITUDE * (_sine(low, n) + _sine(high, n))) for n in range(LONG))
        samples.extend([0] * LONG)
    with wave.open(str(file), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(samples.tobytes())


def _sine(frequency: int, n: int) -> float:
    return math.sin(2 * math.pi * frequency * n / RATE)
