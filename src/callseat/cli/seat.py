"""`callseat seat`: extensions, and who works there."""

from __future__ import annotations

import typer

from callseat.cli.database import work
from callseat.cli.output import AsJson, show

seat_app = typer.Typer(no_args_is_help=True, help="Seats: extensions, and who works there.")


@seat_app.callback()
def seats() -> None:
    """A group, so that other commands can stand beside `list`."""


@seat_app.command("list")
def list_seats(ctx: typer.Context, as_json: AsJson = False) -> None:
    """All extensions with the accounts that work there; `callseat phone show` sets one up."""
    records = work(ctx, lambda opened: opened.directory.accounts.every())
    users: dict[str, list[str]] = {}
    for record in records:
        if record.account.extension:
            users.setdefault(record.account.extension, []).append(record.account.user)
    show(("extension", "users"), sorted(users.items()), as_json=as_json)
