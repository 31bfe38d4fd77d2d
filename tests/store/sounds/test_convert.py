"""Audio from outside: every usual form is heard, and no file does harm."""

from __future__ import annotations

import os
import struct
import tempfile
import wave
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from callseat.store.sounds import convert as module
from callseat.store.sounds.convert import SoundFileError, convert
from callseat.store.sounds.fault import MOST_BYTES, SENTENCES, SoundFault
from tests.support.audio import USUAL, audio, encode, tone


async def converted(content: bytes) -> np.ndarray:
    """What is heard, 1.0 being full scale."""
    with tempfile.TemporaryFile() as source, tempfile.NamedTemporaryFile() as target:
        source.write(content)
        await convert(source, target)
        with wave.open(target.name) as wav:
            form = (wav.getnchannels(), wav.getsampwidth(), wav.getframerate())
            assert form == (1, 2, 8000)
            samples = np.frombuffer(wav.readframes(wav.getnframes()), "<i2")
            assert len(samples) == wav.getnframes()
    return samples / 32_768


async def fault_of(content: bytes) -> SoundFault:
    with pytest.raises(SoundFileError) as refused:
        await converted(content)
    return refused.value.fault


def decoding() -> list[str]:
    """Our processes that decode."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if module._CHILD in command and int(parent) == os.getpid():
                found.append(command)
    return found


def pitch(samples: np.ndarray) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * 8000 / len(samples))


@pytest.mark.parametrize("kind", USUAL)
async def test_a_tone_stays_a_tone_in_every_usual_form(kind: str) -> None:
    samples = await converted(audio(kind))
    assert len(samples) / 8000 == pytest.approx(1.0, abs=0.1)
    assert pitch(samples) == pytest.approx(440, abs=2)
    assert 0.2 < np.abs(samples).max() < 0.8


async def test_what_would_be_clipped_is_made_less_loud_and_nothing_else_is() -> None:
    loud = await converted(encode("wav", "pcm_f32le", 8000, "mono", tone(8000, 1, 3.0)))
    assert np.abs(loud).max() == pytest.approx(0.98, abs=0.01)
    assert np.mean(np.abs(loud) > 0.97) < 0.2, "the wave has no flat tops"
    soft = await converted(encode("wav", "pcm_f32le", 8000, "mono", tone(8000, 1, 0.01)))
    assert np.abs(soft).max() == pytest.approx(0.01, abs=0.001)


async def test_silence_is_a_sound() -> None:
    assert not np.any(await converted(audio("flac", loudness=0)))


def wav_header(rate: int, channels: int, format_code: int = 1, size: int = 1000) -> bytes:
    form = struct.pack("<HHIIHH", format_code, channels, rate, rate * channels * 2 % 2**32, 2, 16)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", size)
    return b"RIFF" + struct.pack("<I", len(body) + size) + body + b"\1\2" * (size // 2)


NOT_A_NUMBER = np.array([np.nan, np.inf, -np.inf] * 1000, dtype=np.float32)
PLAY_LIST = "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{}\n#EXT-X-ENDLIST\n"
UNREADABLE = {
    "text": b"This is no sound.\n" * 1000,
    "a page": b"<!doctype html><script>alert(1)</script>" * 100,
    "a program": b"\x7fELF" + bytes(range(256)) * 100,
    "noise": np.random.default_rng(1).bytes(200_000),
    "zeros": bytes(100_000),
    "one byte": b"R",
    "half an m4a": audio("m4a")[: len(audio("m4a")) // 2],
    "a head without a body": audio("m4a")[:40],
    "no channels": wav_header(8000, 0),
    "no rate": wav_header(0, 1),
    "an unknown code": wav_header(8000, 1, 0x7777),
}


@pytest.mark.parametrize("name", UNREADABLE)
async def test_what_is_no_sound_is_refused(name: str) -> None:
    assert await fault_of(UNREADABLE[name]) is SoundFault.UNREADABLE


@pytest.mark.parametrize("share", [0.9, 0.5])
@pytest.mark.parametrize(
    "kind", ["wav", "wav 24 bit", "wav of a telephone", "mp3", "ogg", "webm", "flac"]
)
async def test_what_was_cut_off_is_refused_where_the_form_says_it(kind: str, share: float) -> None:
    whole = audio(kind, 3.0)
    assert await fault_of(whole[: int(len(whole) * share)]) is SoundFault.CUT_OFF


async def test_what_was_written_into_a_pipe_has_no_length_to_believe() -> None:
    for size in (0, 0xFFFFFFFF, 0x7FFFFFFF):
        head = bytearray(wav_header(8000, 1, size=16_000))
        head[40:44] = struct.pack("<I", size)
        head[4:8] = struct.pack("<I", 0xFFFFFFFF)
        assert len(await converted(bytes(head))) == pytest.approx(8000, abs=100)


async def test_an_mp3_without_a_count_of_frames_is_as_long_as_it_is() -> None:
    whole = audio("mp3", 3.0)
    for word in (b"Xing", b"Info"):
        whole = whole.replace(word, b"None")
    samples = await converted(whole[: len(whole) // 2])
    assert len(samples) / 8000 == pytest.approx(1.5, abs=0.2)


@pytest.mark.parametrize(
    "head",
    [wav_header(1, 1, size=20_000), wav_header(2**31, 8), wav_header(2**32 - 1, 65_535)],
    ids=["one sample a second", "billions of samples a second", "as many channels"],
)
async def test_absurd_heads_do_no_harm(head: bytes) -> None:
    with pytest.raises(SoundFileError):
        await converted(head)


async def test_numbers_that_are_none_are_silence() -> None:
    samples = await converted(encode("wav", "pcm_f32le", 8000, "mono", NOT_A_NUMBER))
    assert not np.any(samples)


async def test_no_other_file_is_followed_to(tmp_path: Path) -> None:
    other = tmp_path / "other.mp3"
    other.write_bytes(audio("mp3"))
    for following in (
        PLAY_LIST.format(other),
        f"ffconcat version 1.0\nfile '{other}'\n",
        f"v=0\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\na=control:file://{other}\n",
    ):
        assert await fault_of(following.encode()) is SoundFault.UNREADABLE


async def test_nothing_is_empty() -> None:
    assert await fault_of(b"") is SoundFault.EMPTY
    assert await fault_of(wav_header(8000, 1, size=0)) in {SoundFault.EMPTY, SoundFault.UNREADABLE}


async def test_hours_of_silence_in_a_small_file_are_too_long() -> None:
    bomb = audio("wav of a telephone", 10.0, 0)
    hours = encode("flac", "flac", 8000, "mono", np.zeros(8000 * 3600, np.float32))
    assert len(hours) < 1_000_000 < len(bomb) * 360
    assert await fault_of(hours) is SoundFault.TOO_LONG


async def test_too_large_a_file_is_not_even_looked_at() -> None:
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:
        source.truncate(MOST_BYTES + 1)
        with pytest.raises(SoundFileError) as refused:
            await convert(source, target)
        assert refused.value.fault is SoundFault.TOO_LARGE
        assert os.fstat(target.fileno()).st_size == 0


async def test_who_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.0)
    assert await fault_of(audio()) is SoundFault.UNREADABLE
    assert decoding() == []


def test_every_fault_has_a_sentence_in_both_languages() -> None:
    assert set(SENTENCES) == set(SoundFault)
    assert all(text.en and text.zh for text in SENTENCES.values())
