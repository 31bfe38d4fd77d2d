"""Speaking with the real espeak-ng: heard, bounded, kept, and harmless whatever the text is."""

from __future__ import annotations

import asyncio
import os
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from callseat.domain.effects import Speech
from callseat.switch import speech as module
from callseat.switch.speech import Speaker, SpeechError, find_program
from tests.support.speech import espeak

HELLO = Speech("Hello, this is a test.", "en")


@pytest.fixture
def speaker(tmp_path: Path) -> Speaker:
    return Speaker(espeak(), tmp_path / "speech", 10_000_000)


async def said(speaker: Speaker, *words: Speech) -> list[np.ndarray]:
    """Samples of each, full scale 1.0."""
    await speaker.speak(words)
    there = speaker.there(words)
    return [samples(Path(there[one] + ".wav")) for one in words]


def samples(file: Path) -> np.ndarray:
    with wave.open(str(file)) as wav:
        assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (1, 2, 8000)
        return np.frombuffer(wav.readframes(wav.getnframes()), "<i2") / 32_768


def script(folder: Path, text: str) -> str:
    program = folder / "program"
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)
    return str(program)


async def test_both_languages_are_heard(speaker: Speaker) -> None:
    english, chinese = await said(speaker, HELLO, Speech("您的余额是一百二十元。", "zh"))
    for one in (english, chinese):
        assert 0.8 < len(one) / 8000 < 6
        assert np.sqrt(np.mean(one**2)) > 0.02
    other, longer = await said(speaker, Speech("您好", "zh"), Speech("Hello. " * 20, "en"))
    assert len(other) < len(chinese)
    assert len(longer) > 5 * len(english)


async def test_nothing_is_spoken_twice(speaker: Speaker, tmp_path: Path) -> None:
    assert not speaker.there([HELLO])
    await asyncio.gather(*(speaker.speak([HELLO, HELLO]) for _ in range(5)))
    (file,) = (tmp_path / "speech").iterdir()
    made = file.stat().st_ino
    await speaker.speak([HELLO])
    assert file.stat().st_ino == made
    assert speaker.there([HELLO])[HELLO] == str(file.with_suffix(""))


@pytest.mark.parametrize(
    "text",
    ["", "   ", "--version", "-f /etc/passwd", "$(touch here); `touch here`", "[[", "[[f00]]",
     "<speak>", "\0\ud800", "a\nb\n", "；" * 2000, "'" * 2000],
)  # fmt: skip
async def test_any_text_is_only_text(speaker: Speaker, text: str, tmp_path: Path) -> None:
    for language in ("en", "zh"):
        (found,) = await said(speaker, Speech(text, language))
        assert len(found) < 300 * 8000
    assert {one.name for one in tmp_path.iterdir()} == {"speech"}


async def test_what_cannot_be_said(speaker: Speaker, tmp_path: Path) -> None:
    for bad in (Speech("a" * 2001, "en"), Speech("Hallo", "de"), Speech("x", "../en")):
        with pytest.raises(SpeechError):
            await speaker.speak([bad])
        assert not speaker.there([bad])
    gone = Speaker(str(tmp_path / "nowhere"), tmp_path / "speech", 1_000_000)
    with pytest.raises(SpeechError):
        await gone.speak([HELLO])


def test_the_program_is_looked_for_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(Path(espeak()).parent))
    assert find_program() == espeak()
    monkeypatch.setenv("PATH", "/nowhere")
    assert find_program() is None


@pytest.mark.parametrize(
    "text", ["cat /dev/zero", "exit 1", "echo RIFF", "cat >&2; kill -9 $$", "cat"]
)
async def test_a_program_that_misbehaves_leaves_nothing(tmp_path: Path, text: str) -> None:
    speaker = Speaker(script(tmp_path, text), tmp_path / "speech", 1_000_000)
    with pytest.raises(SpeechError):
        await speaker.speak([HELLO])
    assert not list((tmp_path / "speech").glob("*"))


async def test_a_slow_program_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.3)
    speaker = Speaker(script(tmp_path, f"echo $$ > {tmp_path}/pid; exec sleep 60"), tmp_path, 1000)
    began = time.monotonic()
    with pytest.raises(SpeechError):
        await speaker.speak([HELLO])
    assert time.monotonic() - began < 5
    await speaker.stop()
    number = int((tmp_path / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


async def test_old_files_make_room(tmp_path: Path) -> None:
    speaker = Speaker(espeak(), tmp_path, 60_000)
    words = [Speech(f"number {number}", "en") for number in range(6)]
    for one in words[:5]:
        await speaker.speak([one])
    for place, one in enumerate(words[:5]):
        file = Path(speaker.there([one])[one] + ".wav")
        os.utime(file, (1_000_000 + place, 1_000_000 + place))
    await speaker.speak(words[5:])
    assert sum(file.stat().st_size for file in tmp_path.glob("*.wav")) <= 60_000
    there = speaker.there(words)
    assert words[5] in there
    assert words[0] not in there
