"""The voices: forty-two tones that can be told apart in any mixture of a few, and their files."""

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
    499, 563, 641, 719, 797, 883, 971, 1021, 1091, 1151, 1229, 1303, 1361, 1459,
    1531, 1609, 1663, 1721, 1783, 1847, 1907, 1979, 2063, 2129, 2207, 2273, 2347, 2417,
    2531, 2621, 2677, 2741, 2791, 2843, 2897, 2957, 3023, 3109, 3167, 3257, 3307, 3361,
)  # fmt: skip
"""Hertz. Primes, 50 Hz or more apart, no harmonic within 15 Hz of another, none within 18 Hz of a
DTMF or call progress tone. Chosen by simulation of the A-law: what its errors put on another's
frequency is 60 dB down in one second, 56 dB in 0.4 s."""


SILENCE = 0
"""The frequency of one who is on the line and says nothing."""
FEWEST = 20
"""So many frequencies always go round among those who call once."""


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

    def keep(self) -> int:
        """A frequency in hertz for a phone that stays, so that no later caller speaks like it.

        When only FEWEST are left they are given to phones and callers alike.
        """
        frequency = self.take()
        if len(self._next) > FEWEST:
            self._next.pop()
        return frequency


def sound_class(frequency: int) -> str:
    """The name of the music class that plays this tone without end."""
    return f"tone-{frequency}"


def write_tones(folder: Path) -> None:
    """A folder for each tone and for silence: a second of raw samples that joins its beginning."""
    noise = random.Random(1)
    for frequency in (*FREQUENCIES, SILENCE):
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
