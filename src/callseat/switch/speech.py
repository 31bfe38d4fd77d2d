"""Words to sound: spoken by espeak-ng into files that are kept, at the telephone's 8 kHz.

A file is named by what is said and how, so nothing is spoken twice. The text goes to the program's
standard input, never to its command line.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import secrets
import shutil
import wave
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from callseat.domain.effects import Speech

log = structlog.get_logger(__name__)

PROGRAM = "espeak-ng"
RATE = 8000
MOST_LETTERS = 2000
MOST_BYTES = 32 * 1024 * 1024  # of the program's output; 2,000 letters are some 10
SECONDS = 10.0
AT_ONCE = 2
_FRESH = 60.0  # seconds in which a file may be about to be played
_PIECE = 1 << 16
_ENDING = ".wav"
_ENVIRONMENT = ("PATH", "HOME", "LD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class Voice:
    """espeak-ng's name of a voice, and its words a minute."""

    name: str
    speed: int


# espeak-ng writes Chinese as pinyin first; its plain "cmn" voice then spells that in English.
VOICES = {"en": Voice("en-us", 155), "zh": Voice("cmn-latn-pinyin", 175)}


class SpeechError(Exception):
    """It cannot be said. The text says why, without the words."""


def find_program() -> str | None:
    """The program's path, None if there is none: then nothing can be said."""
    return shutil.which(PROGRAM)


class Speaker:
    """Keeps at most `most_bytes` of files in `folder`; those played least recently go first."""

    def __init__(self, program: str, folder: Path, most_bytes: int) -> None:
        self._program = program
        self._folder = folder.absolute()
        self._most_bytes = most_bytes
        self._places = asyncio.Semaphore(AT_ONCE)
        self._running: dict[Path, asyncio.Task[None]] = {}

    def there(self, words: Iterable[Speech]) -> dict[Speech, str]:
        """Those that were spoken already, by their paths without ending."""
        found = {}
        for speech in words:
            file = self._file(speech)
            with suppress(OSError):
                os.utime(file)
                found[speech] = str(file.with_suffix(""))
        return found

    async def speak(self, words: Iterable[Speech]) -> None:
        """Afterwards all of them are there. Raises SpeechError, after 10 s at the latest."""
        missing = {self._file(speech): speech for speech in words}
        tasks = [self._task(file, speech) for file, speech in missing.items() if not file.exists()]
        try:
            async with asyncio.timeout(SECONDS):
                for task in tasks:
                    await asyncio.shield(task)
        except TimeoutError:
            raise SpeechError("the synthesiser is too slow") from None
        except OSError as error:
            raise SpeechError(f"the synthesiser cannot be used: {error.strerror}") from None

    async def stop(self) -> None:
        for task in list(self._running.values()):
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    def _task(self, file: Path, speech: Speech) -> asyncio.Task[None]:
        """One for all who want to hear the same."""
        if file not in self._running:
            task = asyncio.create_task(self._make(file, speech))
            self._running[file] = task
            task.add_done_callback(lambda done: self._done(file, done))
        return self._running[file]

    def _done(self, file: Path, task: asyncio.Task[None]) -> None:
        self._running.pop(file, None)
        if not task.cancelled() and (error := task.exception()):
            log.warning("not spoken", cause=str(error) or type(error).__name__)

    async def _make(self, file: Path, speech: Speech) -> None:
        if len(speech.text) > MOST_LETTERS:
            raise SpeechError(f"the text is longer than {MOST_LETTERS} characters")
        async with self._places, asyncio.timeout(SECONDS):
            spoken = await self._run(_voice(speech), speech.text)
        await asyncio.to_thread(self._keep, file, spoken)

    async def _run(self, voice: Voice, text: str) -> bytes:
        process = await asyncio.create_subprocess_exec(
            self._program,
            *("-v", voice.name, "-s", str(voice.speed), "-b", "1", "--stdin", "--stdout"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        )
        assert process.stdin is not None  # noqa: S101 - it is a pipe
        assert process.stdout is not None  # noqa: S101
        try:
            process.stdin.write(_plain(text).encode())
            process.stdin.close()
            spoken = bytearray()
            while piece := await process.stdout.read(_PIECE):
                spoken += piece
                if len(spoken) > MOST_BYTES:
                    raise SpeechError("it becomes too long")
            if await process.wait():
                raise SpeechError("the synthesiser failed")
            return bytes(spoken)
        finally:
            if process.returncode is None:
                process.kill()
                while await process.stdout.read(_PIECE):  # else its end is never noticed
                    pass
                await process.wait()

    def _keep(self, file: Path, spoken: bytes) -> None:
        """Whole or not at all; then room is made for it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f".{secrets.token_hex(8)}.part")
        try:
            part.write_bytes(for_telephones(spoken))
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
        self._make_room()

    def _make_room(self) -> None:
        kept = sorted(
            ((one.stat().st_mtime, one.stat().st_size, one) for one in self._folder.glob("*.wav")),
            reverse=True,
        )
        newest, total = kept[0][0] if kept else 0.0, 0
        for used_at, size, file in kept:
            total += size
            if total > self._most_bytes and used_at < newest - _FRESH:
                file.unlink(missing_ok=True)

    def _file(self, speech: Speech) -> Path:
        voice = VOICES.get(speech.language, Voice("", 0))
        said = f"{voice.name}\n{voice.speed}\n{RATE}\n{speech.text}"
        name = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:40]
        return self._folder / f"{name}{_ENDING}"


def _voice(speech: Speech) -> Voice:
    if speech.language not in VOICES:
        raise SpeechError(f"there is no voice for the language {speech.language[:20]!a}")
    return VOICES[speech.language]


def _plain(text: str) -> str:
    """Without what espeak-ng takes for sounds by name ([[...]]), and in whole characters."""
    harmless = text.encode("utf-8", "replace").decode().replace("\0", " ")
    return harmless.replace("[[", "[ [") + "\n"


def for_telephones(spoken: bytes) -> bytes:
    """The program's WAV as 8 kHz, 16 bits, mono. Raises SpeechError."""
    import av  # noqa: PLC0415 - 15 MB of memory, for centres that let something be spoken
    from av.audio.resampler import AudioResampler  # noqa: PLC0415

    resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
    made = io.BytesIO()
    try:
        with (
            av.open(io.BytesIO(spoken), "r", format="wav") as container,
            wave.open(made, "wb") as wav,
        ):
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(RATE)
            for frame in [*container.decode(audio=0), None]:
                for piece in resampler.resample(frame):
                    wav.writeframes(piece.to_ndarray().astype("<i2").tobytes())
    except (av.error.FFmpegError, ValueError, IndexError):
        raise SpeechError("the synthesiser's sound cannot be read") from None
    return made.getvalue()
