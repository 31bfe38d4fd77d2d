"""The files of sounds: whole or not there, replaced at one moment, never our own."""

from __future__ import annotations

import asyncio
import io
import os
import tempfile
import wave
from pathlib import Path

import pytest

from callseat.domain.rows import AuditRow
from callseat.store.audit import acting
from callseat.store.directory import SoundRecord
from callseat.store.directory.things import BUILT_IN
from callseat.store.errors import ConflictError, DirectoryError, NotThereError
from callseat.store.pages import Wanted
from callseat.store.sounds.convert import SoundFileError
from callseat.store.sounds.library import SoundLibrary
from callseat.store.store import Store
from tests.support.audio import audio

HOUR_AGO = 3700


@pytest.fixture
async def library(store: Store, tmp_path: Path) -> SoundLibrary:
    own = tmp_path / "package" / "welcome"
    own.parent.mkdir()
    own.with_suffix(".wav").write_bytes(audio())
    await store.directory.sounds.add(SoundRecord("welcome", "welcome", BUILT_IN))
    return SoundLibrary(tmp_path / "sounds", {"welcome": own}, store.directory)


async def put(
    library: SoundLibrary, code: str, content: bytes, title: str = "", *, new: bool = False
) -> SoundRecord:
    with tempfile.TemporaryFile() as source:
        source.write(content)
        sound = await library.prepare(code, title, source, new=new)
    await library.keep(sound)
    return sound


def files(library: SoundLibrary) -> set[str]:
    return {file.name for file in library._folder.iterdir()} if library._folder.is_dir() else set()


def age(library: SoundLibrary, sound: SoundRecord, name: str = "") -> None:
    file = library._folder / (name or f"{sound.file}.wav")
    past = file.stat().st_mtime - HOUR_AGO
    os.utime(file, (past, past))


async def seconds(library: SoundLibrary, code: str) -> float:
    with wave.open(io.BytesIO((await library.file(code)).read_bytes())) as wav:
        return wav.getnframes() / wav.getframerate()


async def test_a_sound_is_added_replaced_and_removed(store: Store, library: SoundLibrary) -> None:
    with acting("root"):
        first = await put(library, "holiday", audio("mp3"), "节日")
        assert await seconds(library, "holiday") == pytest.approx(1, abs=0.1)
        second = await put(library, "holiday", audio("ogg", 2))
        assert await seconds(library, "holiday") == pytest.approx(2, abs=0.1)
        assert (second.title, second.file != first.file) == ("节日", True)
        assert (await store.directory.load()).sounds == ("holiday", "welcome")
        await store.directory.sounds.remove("holiday")
    with pytest.raises(NotThereError):
        await library.file("holiday")
    rows = await store.pages.read(AuditRow, Wanted())
    assert sorted((row.action, row.target, row.actor) for row in rows) == [
        ("sound.add", "holiday", "root"),
        ("sound.change", "holiday", "root"),
        ("sound.remove", "holiday", "root"),
    ]


async def test_what_plays_a_replaced_sound_plays_on_for_an_hour(library: SoundLibrary) -> None:
    first = await put(library, "a", audio())
    second = await put(library, "a", audio())
    assert files(library) == {f"{first.file}.wav", f"{second.file}.wav"}
    (library._folder / ".upload-a-00000000").touch()
    (library._folder / "of-the-operator.wav").touch()
    for name in ("", ".upload-a-00000000", "of-the-operator.wav"):
        age(library, first, name)
    age(library, second)
    await library.sweep()
    assert files(library) == {f"{second.file}.wav", "of-the-operator.wav"}


@pytest.mark.parametrize("content", [b"", b"no sound at all", audio("flac")[:5000]])
async def test_a_wrong_file_loses_nothing(
    store: Store, library: SoundLibrary, content: bytes
) -> None:
    kept = await put(library, "a", audio())
    with pytest.raises(SoundFileError):
        await put(library, "a", content)
    with pytest.raises(SoundFileError):
        await put(library, "b", content)
    assert files(library) == {f"{kept.file}.wav"}
    assert await store.directory.sounds.get("a") == kept


@pytest.mark.parametrize(
    "code", ["", "../../x", "a/b", "A", "ü", "a b", "a\n", "a.wav", "x" * 65, "$(id)", "\0"]
)
async def test_a_code_that_is_no_safe_name_is_refused(library: SoundLibrary, code: str) -> None:
    with pytest.raises(DirectoryError, match="is not allowed"):
        await put(library, code, audio())
    assert files(library) == set()


async def test_the_longest_code_is_a_file(library: SoundLibrary) -> None:
    await put(library, "x" * 64, audio())
    assert await seconds(library, "x" * 64) == pytest.approx(1, abs=0.1)


async def test_a_site_has_its_own_instead_of_ours_and_ours_again(
    store: Store, library: SoundLibrary
) -> None:
    own = await library.file("welcome")
    with pytest.raises(ConflictError, match="already a sound welcome"):
        await put(library, "welcome", audio(), new=True)
    await put(library, "welcome", audio("mp3", 2), "我们的")
    assert await library.file("welcome") != own
    assert await seconds(library, "welcome") == pytest.approx(2, abs=0.1)
    await library.remove("welcome")
    assert await library.file("welcome") == own
    assert await store.directory.sounds.get("welcome") == SoundRecord(
        "welcome", "welcome", BUILT_IN
    )


async def test_our_own_sounds_are_always_there(store: Store, library: SoundLibrary) -> None:
    own = await library.file("welcome")
    for remove in (library.remove, store.directory.sounds.remove):
        with pytest.raises(ConflictError, match="comes with Callseat"):
            await remove("welcome")
    with pytest.raises(NotThereError):
        await library.remove("none")
    assert await library.file("welcome") == own
    assert files(library) == set()


async def test_a_new_sound_replaces_none_by_mistake(library: SoundLibrary) -> None:
    await put(library, "a", audio(), new=True)
    with pytest.raises(ConflictError, match="already a sound a"):
        await put(library, "a", audio(), new=True)
    assert len(files(library)) == 1


async def test_what_cannot_be_kept_leaves_no_file(
    library: SoundLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(_sound: SoundRecord) -> None:
        raise DirectoryError("no")

    monkeypatch.setattr(library._directory.sounds, "add", full)
    with pytest.raises(DirectoryError):
        await put(library, "a", audio())
    assert files(library) == set()


async def test_many_at_once_are_all_there(library: SoundLibrary) -> None:
    await asyncio.gather(*(put(library, f"s-{n}", audio("ogg")) for n in range(4)))
    for number in range(4):
        assert await seconds(library, f"s-{number}") == pytest.approx(1, abs=0.1)


async def test_a_file_that_is_gone_is_told(library: SoundLibrary) -> None:
    await put(library, "a", audio())
    (await library.file("a")).unlink()
    with pytest.raises(NotThereError, match="is gone"):
        await library.file("a")
