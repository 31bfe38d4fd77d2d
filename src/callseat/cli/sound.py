"""`callseat sound`: what can be played to callers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callseat import sounds
from callseat.cli.database import Opened, work
from callseat.cli.output import AsJson, fail, say, show
from callseat.store.sounds.convert import SoundFileError
from callseat.store.sounds.fault import SENTENCES
from callseat.store.sounds.library import SoundLibrary

sound_app = typer.Typer(no_args_is_help=True, help="Sounds: what can be played to callers.")

Code = Annotated[str, typer.Argument(help="The sound's code.", show_default=False)]


@sound_app.command()
def add(
    ctx: typer.Context,
    code: Code,
    file: Annotated[Path, typer.Argument(help="WAV, MP3, Ogg, Opus, FLAC, M4A, AAC, AMR, WebM.")],
    title: Annotated[str, typer.Option(help="What it is, for people.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Instead of the one before.")] = False,
) -> None:
    """Add a sound from a file, which is converted and copied."""

    async def add_it(opened: Opened) -> None:
        library = _library(opened)
        with file.open("rb") as source:
            await library.keep(await library.prepare(code, title, source, new=not replace))

    try:
        work(ctx, add_it)
    except SoundFileError as error:
        sentence = SENTENCES[error.fault]
        raise fail(f"{str(file)!a}: {sentence.en} {sentence.zh}") from None
    except OSError as error:
        raise fail(f"The file {str(file)!a} cannot be read or kept: {error.strerror}.") from None
    say(f"Sound {code} is there.")


@sound_app.command("list")
def list_sounds(ctx: typer.Context, as_json: AsJson = False) -> None:
    """All sounds; those that come with Callseat have the file `built-in`."""
    found = work(ctx, lambda opened: opened.directory.sounds.every())
    rows = ((one.code, one.title, one.file) for one in found)
    show(("code", "title", "file"), rows, as_json=as_json)


@sound_app.command()
def remove(ctx: typer.Context, code: Code) -> None:
    """Remove a sound that no flow plays; one that comes with Callseat is heard again."""
    work(ctx, lambda opened: _library(opened).remove(code))
    say(f"Sound {code} is removed.")


def _library(opened: Opened) -> SoundLibrary:
    built_in = sounds.library(opened.settings.language)
    return SoundLibrary(opened.settings.data / "sounds", built_in, opened.directory)
