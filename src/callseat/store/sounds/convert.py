"""Any audio file into the telephone's form, by a child process with limits."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import IO

import structlog

from callseat.store.errors import DirectoryError
from callseat.store.sounds.fault import MOST_BYTES, SENTENCES, SoundFault

log = structlog.get_logger(__name__)

SECONDS = 90.0
_CHILD = "callseat.store.sounds.child"
# What Python may need to start. Everything else, passwords among it, is not the child's business.
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")


class SoundFileError(DirectoryError):
    """The file is of no use; nothing has changed. Its text is English."""

    def __init__(self, fault: SoundFault) -> None:
        super().__init__(SENTENCES[fault].en)
        self.fault = fault


async def convert(source: IO[bytes], target: IO[bytes]) -> None:
    """Write what is heard in `source` to `target`: WAV, 8 kHz, 16 bits, mono.

    Raises SoundFileError; what was written to `target` is then of no use.
    """
    source.flush()
    size = os.fstat(source.fileno()).st_size
    if not size:
        raise SoundFileError(SoundFault.EMPTY)
    if size > MOST_BYTES:
        raise SoundFileError(SoundFault.TOO_LARGE)
    code = await _run(source, target)
    if code:
        known = SoundFault(code) if code in set(SoundFault) else SoundFault.UNREADABLE
        log.warning("sound_refused", fault=known.name.lower(), exit_code=code)
        raise SoundFileError(known)


async def _run(source: IO[bytes], target: IO[bytes]) -> int:
    """The child's exit code; negative if it was killed."""
    os.lseek(source.fileno(), 0, os.SEEK_SET)
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-m",
        _CHILD,
        stdin=source.fileno(),
        stdout=target.fileno(),
        stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
    )
    try:
        return await asyncio.wait_for(child.wait(), SECONDS)
    except TimeoutError:
        return -1
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
