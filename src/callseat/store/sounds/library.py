"""The files of all sounds: our own in the package, uploaded ones in the data folder.

An upload is a new file with a name of its own; the directory then names it instead of the old one,
in one transaction. What plays the old one plays on; it is removed an hour later.
"""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from callseat.store.directory import DirectoryStore
from callseat.store.directory.rules import check_name, check_sound
from callseat.store.directory.sounds import refuse_built_in
from callseat.store.directory.things import BUILT_IN, SoundRecord
from callseat.store.errors import ConflictError, NotThereError
from callseat.store.sounds.convert import convert

_ENDING = ".wav"
_OURS = re.compile(r"([a-z0-9_-]{1,64}-[0-9a-f]{8})\.wav|\.upload-.*")
_KEPT = 3600.0  # seconds


class SoundLibrary:
    """`built_in` are the package's own, by code, without ending; `folder` has all others."""

    def __init__(
        self, folder: Path, built_in: Mapping[str, Path], directory: DirectoryStore
    ) -> None:
        self._folder = folder.absolute()
        self._built_in = built_in
        self._directory = directory
        self._converting = asyncio.Lock()

    def path(self, sound: SoundRecord) -> Path:
        """Where it lies, without ending: the switch takes the best form that it finds."""
        if sound.file == BUILT_IN and sound.code in self._built_in:
            return self._built_in[sound.code]
        return self._folder / sound.file

    async def file(self, code: str) -> Path:
        """The WAV file of a sound. Raises NotThereError."""
        path = self.path(await self._directory.sounds.get(code))
        file = path.with_name(path.name + _ENDING)
        if not await asyncio.to_thread(file.is_file):
            raise NotThereError(f"The file of the sound {code} is gone.", code)
        return file

    async def prepare(self, code: str, title: str, source: IO[bytes], *, new: bool) -> SoundRecord:
        """Convert a file from outside; nobody hears it before `keep`. `new`: not a replacement.

        Raises SoundFileError, or DirectoryError for a code or title that is not allowed.
        """
        check_sound(code)
        check_name(title, "sound")
        known = await self._known(code)
        if known is not None and new:
            raise ConflictError(f"There is already a sound {code}.")
        title = title or (known.title if known else code)
        name = f"{code}-{secrets.token_hex(4)}"
        await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        await self._convert(source, name)
        return SoundRecord(code, title, name)

    async def keep(self, sound: SoundRecord) -> None:
        """Let a prepared sound be heard under its code, instead of the one before."""
        try:
            if await self._known(sound.code):
                await self._directory.sounds.change(sound)
            else:
                await self._directory.sounds.add(sound)
        except BaseException:
            (self._folder / (sound.file + _ENDING)).unlink(missing_ok=True)
            raise
        await self.sweep()

    async def remove(self, code: str) -> None:
        """Take a site's sound away; the one that comes with the program is heard again.

        Raises NotThereError, and ConflictError for one that an active flow plays or that comes
        with the program and was not replaced.
        """
        found = await self._directory.sounds.get(code)
        if code in self._built_in:
            refuse_built_in(code, found.file)
            await self._directory.sounds.change(SoundRecord(code, code, BUILT_IN))
        else:
            await self._directory.sounds.remove(code)

    async def sweep(self) -> None:
        """Remove files that no sound has had for an hour."""
        used = {sound.file for sound in await self._directory.sounds.every()}
        await asyncio.to_thread(self._sweep, used)

    async def _convert(self, source: IO[bytes], name: str) -> None:
        """Whole or not at all; one at a time, so that uploads leave the processor to calls."""
        part = self._folder / f".upload-{name}"
        try:
            async with self._converting:
                with part.open("xb") as target:
                    await convert(source, target)
                    await asyncio.to_thread(os.fsync, target.fileno())
            part.rename(self._folder / (name + _ENDING))
        finally:
            part.unlink(missing_ok=True)

    async def _known(self, code: str) -> SoundRecord | None:
        try:
            return await self._directory.sounds.get(code)
        except NotThereError:
            return None

    def _sweep(self, used: set[str]) -> None:
        if not self._folder.is_dir():
            return
        for file in self._folder.iterdir():
            found = _OURS.fullmatch(file.name)
            if found and found[1] not in used and file.stat().st_mtime < time.time() - _KEPT:
                file.unlink(missing_ok=True)
