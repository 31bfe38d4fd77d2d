"""The music that waiting callers hear, composed here and free of anyone's rights.

Eight bars in 4/4 over a gentle chord progression: held pad, a plucked broken chord, a bass note a
bar, and a sparse melody. Every note rings on round the end of the piece, so it loops without a
seam. Only tones that a telephone carries are used (about 190 to 3,400 Hz).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]
LEVEL = -21.0  # a little below speech
BEAT = 0.75  # seconds
BARS = 8
BEATS_IN_BAR = 4
A4 = 440.0
HIGHEST = 3_400.0  # Hz: above it nothing sounds, so nothing is aliased

# MIDI note numbers, lowest first, one chord a bar: C, Am7, Fmaj7, G, Em7, Am7, Dm7, G.
CHORDS = (
    (60, 64, 67, 71),
    (57, 60, 64, 67),
    (53, 60, 64, 69),
    (55, 59, 62, 67),
    (52, 59, 62, 67),
    (57, 60, 64, 72),
    (50, 60, 65, 69),
    (55, 59, 65, 67),
)
# (beat from the beginning, note, length in beats)
MELODY = (
    (0, 79, 3), (3, 76, 1), (4, 76, 3), (7, 72, 1), (8, 77, 2), (10, 76, 1), (11, 72, 1),
    (12, 74, 4), (16, 79, 3), (19, 83, 1), (20, 81, 2), (22, 76, 2), (24, 77, 2), (26, 74, 2),
    (28, 74, 3), (31, 71, 1),
)  # fmt: skip
BROKEN = (0, 1, 2, 3, 2, 1, 2, 3)  # which note of the chord at each half beat


def compose(rate: int) -> Samples:
    """The whole piece, not yet levelled."""
    total = np.zeros(round(BARS * BEATS_IN_BAR * BEAT * rate))
    for bar, chord in enumerate(CHORDS):
        start = bar * BEATS_IN_BAR
        for note in chord:
            add(total, pad_tone(note + 12 if note < 55 else note, rate), start, rate)
        add(total, pluck(chord[0], 3.5, rate) * 1.2, start, rate)
        for step, which in enumerate(BROKEN):
            add(total, pluck(chord[which] + 12, 2.0, rate) * 0.8, start + step / 2, rate)
    for beat, note, length in MELODY:
        add(total, bell(note, length, rate) * 0.9, beat, rate)
    return total


def add(total: Samples, tone: Samples, beat: float, rate: int) -> None:
    """Lay a tone into the piece; what passes the end goes on at the beginning."""
    first = round(beat * BEAT * rate)
    places = (first + np.arange(len(tone))) % len(total)
    np.add.at(total, places, tone)


def pad_tone(note: int, rate: int) -> Samples:
    """A held tone of a bar and a half that swells and fades: bars melt into one another."""
    seconds = 1.5 * BEATS_IN_BAR * BEAT
    time = np.arange(round(seconds * rate)) / rate
    swell = np.sin(np.pi * time / seconds) ** 1.5
    beating = 1 + 0.15 * np.sin(2 * np.pi * 4.1 * time)
    return 0.22 * swell * beating * partials(note, time, (1.0, 0.25, 0.08))


def pluck(note: int, seconds: float, rate: int) -> Samples:
    """A string, touched softly: the higher its partial, the sooner it is gone."""
    time = np.arange(round(seconds * rate)) / rate
    tone = np.zeros(len(time))
    for n in (1, 2, 3, 4):
        only_this = (0.0,) * (n - 1) + (0.5 ** (n - 1),)
        tone += np.exp(-(1.4 + n) * time) * partials(note, time, only_this)
    return 0.45 * np.clip(time / 0.006, 0, 1) * faded(tone, rate)


def bell(note: int, beats: float, rate: int) -> Samples:
    """The melody's voice: a round tone with a slow attack and a little vibrato."""
    seconds = (beats + 1.5) * BEAT
    time = np.arange(round(seconds * rate)) / rate
    vibrato = time + 0.00012 * np.sin(2 * np.pi * 5 * time) * np.clip(time, 0, 1)
    shape = np.clip(time / 0.05, 0, 1) * np.exp(-1.1 * time)
    return 0.5 * shape * faded(partials(note, vibrato, (1.0, 0.3, 0.12)), rate)


def partials(note: int, time: Samples, strengths: tuple[float, ...]) -> Samples:
    """A note's fundamental and overtones."""
    frequency = A4 * 2 ** ((note - 69) / 12)
    total = np.zeros(len(time))
    for number, strength in enumerate(strengths, start=1):
        if frequency * number < HIGHEST:
            total += strength * np.sin(2 * np.pi * frequency * number * time)
    return total


def faded(tone: Samples, rate: int) -> Samples:
    """With its last tenth of a second brought down to nothing."""
    last = min(len(tone), rate // 10)
    tone[-last:] *= np.linspace(1, 0, last)
    return tone


def chime(rate: int) -> Samples:
    """Two falling notes and a pause: what a caller hears while nobody serves the switch."""
    total = np.zeros(3 * rate)
    add(total, bell(76, 2.0, rate), 0.0, rate)
    add(total, bell(72, 2.0, rate), 0.8, rate)
    return total


def beep(rate: int) -> Samples:
    """The tone after which a message is recorded: 1,000 Hz, a third of a second."""
    time = np.arange(round(0.35 * rate)) / rate
    tone = np.clip(time / 0.01, 0, 1) * np.sin(2 * np.pi * 1_000 * time)
    return faded(tone, rate * 3 // 10)


def ringing(rate: int) -> Samples:
    """The ringing tone of the Chinese network: 450 Hz, one second of five (ITU-T E.180)."""
    total = np.zeros(5 * rate)
    total[:rate] = np.sin(2 * np.pi * 450 * np.arange(rate) / rate)
    total[:rate] = faded(total[:rate], rate)
    return total
