"""Where in a sound nothing is, and where a tone begins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RATE = 8000
SILENT = 0.004
"""Of full scale: -45 dBm0. A telephone's tone is 30 dB above that, but for a zero crossing."""
WINDOW = RATE // 50
STEP = RATE // 1000
PRESENT = 0.05
"""Of full scale: a third of a telephone's tone."""

Samples = NDArray[np.float64]


def longest_silence(samples: Samples) -> int:
    """The most samples in a row of which none is louder than SILENT."""
    loud = np.flatnonzero(np.abs(samples) > SILENT)
    edges = np.concatenate(([-1], loud, [len(samples)]))
    return int(np.max(np.diff(edges))) - 1


def onset(samples: Samples, tone: int) -> int:
    """The place from which on the tone, in hertz, is there: a window of 20 ms that holds it.

    Raises ValueError if it never is.
    """
    turn = np.exp(-2j * np.pi * tone * np.arange(len(samples)) / RATE)
    sums = np.concatenate(([0], np.cumsum(samples * turn)))
    amplitudes = 2 * np.abs(sums[WINDOW:] - sums[:-WINDOW]) / WINDOW
    there = np.flatnonzero(amplitudes[::STEP] > PRESENT)
    if not len(there):
        raise ValueError(f"{tone} Hz is not there")
    return int(there[0]) * STEP
