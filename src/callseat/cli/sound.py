"""`callseat sound`: what can be played to callers."""

from __future__ import annotations

import typer

from callseat.cli.database import work
from callseat.cli.output import AsJson, show

sound_app = typer.Typer(no_args_is_help=True, help="Sounds: what can be played to callers.")


@sound_app.callback()
def sounds() -> None:
    """A group, so that other commands can stand beside `list`."""


@sound_app.command("list")
def list_sounds(ctx: typer.Context, as_json: AsJson = False) -> None:
    """All sounds; those that come with Callseat have the file `built-in`."""
    found = work(ctx, lambda opened: opened.directory.sounds.every())
    rows = ((one.code, one.title, one.file) for one in found)
    show(("code", "title", "file"), rows, as_json=as_json)
