"""`callseat seat`: extensions, and who works there."""

from __future__ import annotations

from typing import Annotated

import typer

from callseat.cli.database import Opened, work
from callseat.cli.output import AsJson, show, show_one
from callseat.domain.directory import Forwarding

seat_app = typer.Typer(no_args_is_help=True, help="Seats: extensions, and who works there.")


@seat_app.command("list")
def list_seats(ctx: typer.Context, as_json: AsJson = False) -> None:
    """All extensions with the accounts that work there; `callseat phone show` sets one up."""
    records = work(ctx, lambda opened: opened.directory.accounts.every())
    users: dict[str, list[str]] = {}
    for record in records:
        if record.account.extension:
            users.setdefault(record.account.extension, []).append(record.account.user)
    show(("extension", "users"), sorted(users.items()), as_json=as_json)


@seat_app.command()
def forward(
    ctx: typer.Context,
    extension: Annotated[str, typer.Argument(help="Of the seat.", show_default=False)],
    always: Annotated[
        str | None, typer.Option(help='Send direct calls there; "" ends it.', show_default=False)
    ] = None,
    busy: Annotated[
        str | None,
        typer.Option(help='Send them there while busy; "" ends it.', show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Where direct calls to an extension are sent on to; changed in what is given."""

    async def change(opened: Opened) -> Forwarding:
        forwardings = opened.directory.forwardings
        before = await forwardings.get(extension)
        if always is None and busy is None:
            return before
        return await forwardings.set(
            extension,
            before.always if always is None else always,
            before.busy if busy is None else busy,
        )

    slots = work(ctx, change)
    show_one({"extension": extension, "always": slots.always, "busy": slots.busy}, as_json=as_json)
