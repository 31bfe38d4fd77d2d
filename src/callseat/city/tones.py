"""The voices: forty tones that can be told apart in any mixture of a few, and their files."""

import array
import math
import random
from collections import deque
from collections.abc import Iterable
from pathlib import Path

RATE = 8_000
"""Samples a second: the telephone's."""
AMPLITUDE = 5_000
"""Of 32767: six parties speaking at once do not clip."""
DITHER = 64
"""Half the width of the even noise under a tone: the errors of G.711 become noise too, instead of
gathering on single frequencies (best of 0 to 256 by simulation: 6 dB lower)."""
SPOKEN_LEVEL = 20 * math.log10(AMPLITUDE / 32_767) + 3.14
"""A tone's level in dBm0; a full-scale sine is +3.14 dBm0 in A-law (ITU-T G.711)."""

FREQUENCIES = (
    557, 641, 719, 797, 877, 967, 1021, 1087, 1151,
    1229, 1297, 1361, 1423, 1531, 1609, 1693, 1777, 1831, 1889,
    1949, 2027, 2081, 2131, 2203, 2267, 2333, 2411, 2473, 2531,
    2609, 2659, 2741, 2801, 2861, 2917, 2969, 3037, 3089, 3163, 3299,
)  # fmt: skip
"""Hertz. Primes, so that the errors of G.711 do not gather on another's frequency; 50 Hz or more
apart, no harmonic within 15 Hz of another, none within 18 Hz of a DTMF or call progress tone."""


class Voices:
    """Hands out frequencies, the longest unused first: parties of one call get distinct ones."""

    def __init__(self, frequencies: Iterable[int] = FREQUENCIES) -> None:
        # Neighbours in time are far apart in pitch.
        ordered = list(frequencies)
        step = 7
        self._next = deque(
            ordered[i] for start in range(step) for i in range(start, len(ordered), step)
        )

    def take(self) -> int:
        """A frequency in hertz."""
        self._next.rotate(-1)
        return self._next[-1]


def sound_class(frequency: int) -> str:
    """The name of the music class that plays this tone without end."""
    return f"tone-{frequency}"


def write_tones(folder: Path) -> None:
    """One folder a tone, each with one second of raw samples that joins its own beginning."""
    noise = random.Random(1)
    for frequency in FREQUENCIES:
        place = folder / str(frequency)
        place.mkdir(parents=True)
        step = 2 * math.pi * frequency / RATE
        samples = array.array(
            "h",
            (
                round(AMPLITUDE * math.sin(step * n) + noise.uniform(-DITHER, DITHER))
                for n in range(RATE)
            ),
        )
        (place / "tone.sln").write_bytes(samples.tobytes())
