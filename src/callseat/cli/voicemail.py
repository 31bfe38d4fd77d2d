"""`callseat voicemail`: the messages that callers left."""

from __future__ import annotations

import shutil
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from callseat.cli.database import Opened, work
from callseat.cli.output import AsJson, fail, say, show
from callseat.store.pages import MAX_LIMIT
from callseat.store.voicemail import FOLDER, Voicemail, Voicemails, Wanted

voicemail_app = typer.Typer(no_args_is_help=True, help="Voicemail: messages that callers left.")

Name = Annotated[str, typer.Argument(help="The message, as `list` names it.", show_default=False)]
COLUMNS = (
    "name", "contact_id", "caller", "box", "at", "duration_ms", "heard_at", "heard_by",
)  # fmt: skip


@voicemail_app.command("list")
def list_messages(
    ctx: typer.Context,
    box: Annotated[str, typer.Option(help="Only this group's or user's.")] = "",
    unheard: Annotated[bool, typer.Option("--unheard", help="Only those nobody heard.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=MAX_LIMIT, help="How many.")] = 20,
    as_json: AsJson = False,
) -> None:
    """The newest messages."""
    wanted = Wanted(box=box, unheard=unheard, limit=limit)
    found = work(ctx, lambda opened: _voicemails(opened).read(wanted))
    show(COLUMNS, (_row(one, as_json) for one in found), as_json=as_json)


@voicemail_app.command()
def save(
    ctx: typer.Context,
    name: Name,
    file: Annotated[Path, typer.Argument(help="Where to; WAV.", show_default=False)],
) -> None:
    """Copy a message's sound to a file."""

    async def save_it(opened: Opened) -> None:
        message = await _voicemails(opened).get(name)
        shutil.copyfile(_voicemails(opened).file(message.name), file)

    try:
        work(ctx, save_it)
    except OSError as error:
        raise fail(f"{file} cannot be written: {error.strerror}.") from None
    say(f"The message is in {file}.")


@voicemail_app.command()
def heard(
    ctx: typer.Context,
    name: Name,
    undo: Annotated[bool, typer.Option("--undo", help="It is to be heard again.")] = False,
) -> None:
    """Mark a message as heard."""
    work(ctx, lambda opened: _voicemails(opened).set_heard(name, heard=not undo))
    say(f"The message {name} is marked.")


@voicemail_app.command()
def remove(ctx: typer.Context, name: Name) -> None:
    """Remove a message with its sound."""
    work(ctx, lambda opened: _voicemails(opened).remove(name))
    say(f"The message {name} is removed.")


def _voicemails(opened: Opened) -> Voicemails:
    return Voicemails(opened.engine, opened.settings.data / FOLDER)


def _row(message: Voicemail, as_json: bool) -> list[object]:
    """Times are milliseconds in JSON, else local time to the second."""
    values = list(astuple(message))
    if not as_json:
        for name in ("at", "heard_at"):
            place = COLUMNS.index(name)
            values[place] = _local(values[place])
    return values


def _local(at: int) -> str:
    return datetime.fromtimestamp(at / 1000).astimezone().strftime("%m-%d %H:%M:%S") if at else ""
