"""Chromium for tests: the machine's, else Debian's in a private tree; no display, no root.

Its microphone is a file with a tone, so that a customer's ear can tell whom it hears.
"""

from __future__ import annotations

import os
import shutil
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
from playwright.async_api import Browser, async_playwright

from callseat.city.tones import AMPLITUDE
from callseat.switch.asterisk.runtime.tree import Recipe, install

RECIPE = Recipe(("chromium",), "usr/lib/chromium/chromium")
RATE = 48_000
_OPTIONS = (
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
)


def chromium() -> tuple[Path, dict[str, str]]:
    """The program, and the variables that it needs."""
    for name in ("chromium", "google-chrome"):
        if there := shutil.which(name):
            return Path(there), dict(os.environ)
    tree = install(RECIPE)
    return tree.root / RECIPE.program, os.environ | tree.environment()


@asynccontextmanager
async def browser_with_microphone(tone: int, folder: Path) -> AsyncIterator[Browser]:
    """A browser whose microphone speaks this tone, in hertz."""
    file = folder / f"microphone-{tone}.wav"
    write_tone(file, tone)
    program, variables = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program,
            env={**variables},
            args=[*_OPTIONS, f"--use-file-for-fake-audio-capture={file}"],
        )
        try:
            yield browser
        finally:
            await browser.close()


def write_tone(file: Path, tone: int) -> None:
    """One second that joins its own beginning, as a WAV file of 16 bits."""
    samples = AMPLITUDE * np.sin(2 * np.pi * tone * np.arange(RATE) / RATE)
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.astype("<i2").tobytes())
