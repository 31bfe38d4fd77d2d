"""The outline of a sound follows its loudness, also where it is read in several steps."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from callseat.store import outline


@pytest.mark.parametrize("at_once", [1 << 20, 3000])
def test_each_piece_is_as_loud_as_its_loudest(
    tmp_path: Path, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outline, "_AT_ONCE", at_once)
    left = np.repeat(np.array([0, 16_384, 0, -32_768], "<i2"), 2000)
    right = np.repeat(np.array([8192, 0, 0, 0], "<i2"), 2000)
    file = tmp_path / "sound.wav"
    with wave.open(str(file), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(np.stack([left, right], 1).tobytes())
    found = outline.outline_of(file, 8)
    assert found.duration_ms == 1000
    assert found.channels == [[0, 0, 0.5, 0.5, 0, 0, 1, 1], [0.25, 0.25, 0, 0, 0, 0, 0, 0]]


def test_a_sound_without_frames_has_no_outline(tmp_path: Path) -> None:
    file = tmp_path / "empty.wav"
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
    assert outline.outline_of(file, 8).channels == [[]]
