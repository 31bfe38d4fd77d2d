"""Make the sounds that the package carries: prompts by espeak-ng, music and tones by arithmetic.

Needed only when a text below changes; the results are committed. `--espeak` names a program or the
root of an unpacked package tree (its library and data are then found inside it). numpy is one of
the development requirements.

Each prompt is filtered to the telephone's band, brought from the synthesiser's 22,050 to 8,000
samples a second, trimmed of silence, and levelled: LEVEL is its mean power where it speaks, and
nothing passes PEAK. Both are in decibels below full scale.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import hold_music

Samples = NDArray[np.float64]
TARGET = Path(__file__).resolve().parent.parent / "src" / "callseat" / "sounds"
RATE = 8_000
LEVEL = -17.0
PEAK = -3.5
BAND = (180.0, 3_600.0)
PAUSE = 0.12  # seconds of silence before and after the words

ENGLISH = {
    "welcome": "Hello, and thank you for calling.",
    "menu": "For sales, press 1. For service, press 2.",
    "please-wait": "Please hold the line. We will be with you shortly.",
    "position": "You are number",
    "number-many": "more than twenty in line. Thank you for your patience.",
    "all-busy": "All our agents are busy at the moment. Please hold the line.",
    "goodbye": "Thank you for calling. Goodbye.",
    "callback-later": "Nobody is free to take your call right now. Please call again later.",
    "sorry": "We are sorry, something went wrong. Please call again later.",
    "closed": "We are closed at the moment. Please call again during our opening hours.",
    "invalid": "That was not understood. Please try again.",
    "wait": "The estimated waiting time is",
    "minutes-less": "less than a minute.",
    "minutes-many": "more than an hour.",
    "callback-offer": "We can call you back, and you keep your place in line. For that, press",
    "callback-accepted": "We will call you back when it is your turn. Goodbye.",
    "leave-offer": "To leave the line, press",
    "voicemail": "Please leave a message after the tone, and press the hash key when you are done.",
    "voicemail-thanks": "Thank you, your message was recorded.",
}
CHINESE = {
    "welcome": "您好，感谢您的来电。",
    "menu": "销售请按一。售后服务请按二。",
    "please-wait": "请稍候，正在为您转接。",
    "position": "您现在排在第",
    "number-many": "二十位以后，请您耐心等候。",
    "all-busy": "坐席全忙，请您耐心等候。",
    "goodbye": "感谢您的来电，再见。",
    "callback-later": "暂时没有坐席可以接听，请您稍后再拨。",
    "sorry": "很抱歉，系统出现问题，请您稍后再拨。",
    "closed": "现在是非工作时间，请您在工作时间来电。",
    "invalid": "输入有误，请重新输入。",
    "wait": "预计等待时间",
    "minutes-less": "不到一分钟。",
    "minutes-many": "一小时以上。",
    "callback-offer": "我们可以为您保留位置并回电。需要回电请按",
    "callback-accepted": "轮到您时我们将给您回电，再见。",
    "leave-offer": "退出排队请按",
    "voicemail": "请在提示音后留言，留言结束请按井号键。",
    "voicemail-thanks": "您的留言已录音，谢谢。",
}
MOST_SAID = 20
CHINESE_DIGITS = "零一二三四五六七八九"
MINUTES = (1, 2, 3, 4, 5, 10, 15, 20, 30, 45, 60)
KEYS = {
    **{str(number): (str(number), digit) for number, digit in enumerate(CHINESE_DIGITS)},
    "star": ("star", "星号"),
    "hash": ("hash", "井号"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """How a language is spoken: espeak-ng's voice, words a minute, pitch (0 to 99)."""

    name: str
    speed: int
    pitch: int


# espeak-ng writes Chinese as pinyin first; its plain "cmn" voice then spells that in English.
VOICES = {"en": Voice("en-us", 155, 45), "zh": Voice("cmn-latn-pinyin", 175, 45)}


def main() -> int:
    """Write all sounds; what is there is replaced."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--espeak", default="espeak-ng", help="program, or root of its tree")
    espeak = parser.parse_args().espeak
    write(TARGET / "music" / "queue-music.wav", level(hold_music.compose(RATE), hold_music.LEVEL))
    write(TARGET / "ringback" / "ringback.wav", level(hold_music.ringing(RATE), hold_music.LEVEL))
    write(TARGET / "common" / "chime.wav", level(hold_music.chime(RATE), hold_music.LEVEL))
    write(TARGET / "common" / "beep.wav", level(hold_music.beep(RATE), LEVEL))
    for language, texts in (("en", _english()), ("zh", _chinese())):
        for code, text in texts.items():
            samples = level(pad(trim(speak(espeak, VOICES[language], text))), LEVEL)
            write(TARGET / language / f"{code}.wav", samples)
            print(f"{language}/{code}: {len(samples) / RATE:.1f} s")
    return 0


def _english() -> dict[str, str]:
    numbers = {f"number-{n}": f"{n}, in line." for n in range(1, MOST_SAID + 1)}
    minutes = {f"minutes-{n}": f"{n} minute{'s' if n > 1 else ''}." for n in MINUTES}
    keys = {f"key-{key}": f"{en}." for key, (en, _) in KEYS.items()}
    return ENGLISH | numbers | minutes | keys


def _chinese() -> dict[str, str]:
    numbers = {f"number-{n}": f"{chinese_number(n)}位。" for n in range(1, MOST_SAID + 1)}
    minutes = {f"minutes-{n}": f"{chinese_number(n)}分钟。" for n in MINUTES}
    keys = {f"key-{key}": f"{zh}。" for key, (_, zh) in KEYS.items()}
    return CHINESE | numbers | minutes | keys


def chinese_number(number: int) -> str:
    """1 to 99 as it is said: 十二, 二十."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else CHINESE_DIGITS[tens]) + "十"
    return head + (CHINESE_DIGITS[ones] if ones else "")


# --- speech ---


def speak(espeak: str, voice: Voice, text: str) -> Samples:
    """The synthesiser's words at RATE, full scale 1.0."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "spoken.wav"
        options = [
            "-v",
            voice.name,
            "-s",
            str(voice.speed),
            "-p",
            str(voice.pitch),
            "-w",
            str(file),
        ]
        command, environment = _program(espeak)
        subprocess.run([*command, *options, text], env=environment, check=True)
        with wave.open(str(file)) as spoken:
            rate = spoken.getframerate()
            raw = spoken.readframes(spoken.getnframes())
    return resample(np.frombuffer(raw, dtype="<i2") / 32_768, rate)


def _program(espeak: str) -> tuple[list[str], dict[str, str]]:
    """The command and its environment; in an unpacked tree libraries and data are looked for."""
    root = Path(espeak)
    if not root.is_dir():
        return [espeak], dict(os.environ)
    data = next(path for path in _folders(root, "espeak-ng-data") if (path / "phondata").exists())
    libraries = ":".join(str(path) for path in (data.parent, data.parent / "pulseaudio"))
    command = [str(root / "usr/bin/espeak-ng"), f"--path={data.parent}"]
    return command, os.environ | {"LD_LIBRARY_PATH": libraries}


def _folders(root: Path, name: str) -> Iterator[Path]:
    return (path for path in root.rglob(name) if path.is_dir())


# --- levels and lengths ---


def resample(samples: Samples, rate: int) -> Samples:
    """To RATE, through the spectrum: outside BAND nothing is left, so nothing is aliased."""
    spectrum = np.fft.rfft(samples)
    frequencies = np.fft.rfftfreq(len(samples), 1 / rate)
    low, high = BAND
    rise = np.clip((frequencies - low / 2) / (low / 2), 0, 1)
    fall = np.clip((RATE / 2 - frequencies) / (RATE / 2 - high), 0, 1)
    length = round(len(samples) * RATE / rate)
    shaped = (spectrum * rise * fall)[: length // 2 + 1]
    return np.fft.irfft(shaped, length) * (length / len(samples))


def trim(samples: Samples) -> Samples:
    """Without the silence at both ends."""
    loud = np.flatnonzero(np.abs(samples) > 0.01 * np.abs(samples).max())
    return samples[loud[0] : loud[-1] + 1]


def pad(samples: Samples) -> Samples:
    """With PAUSE at both ends, faded so that it begins and ends without a click."""
    fade = np.linspace(0, 1, 40)
    shaped = samples.copy()
    shaped[:40] *= fade
    shaped[-40:] *= fade[::-1]
    silence = np.zeros(round(PAUSE * RATE))
    return np.concatenate([silence, shaped, silence])


def level(samples: Samples, wanted: float) -> Samples:
    """To the wanted mean power where it sounds; single peaks are pressed down, softly."""
    active = samples[np.abs(samples) > 0.02 * np.abs(samples).max()]
    scaled = samples * 10 ** (wanted / 20) / np.sqrt(np.mean(active**2))
    knee, most = 0.5, 10 ** (PEAK / 20)
    size = np.abs(scaled)
    pressed = knee + (most - knee) * np.tanh((size - knee) / (most - knee))
    return np.where(size > knee, np.sign(scaled) * pressed, scaled)


def write(path: Path, samples: Samples) -> None:
    """As 16-bit mono WAV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.round(samples * 32_767).astype("<i2").tobytes())


if __name__ == "__main__":
    sys.exit(main())
