"""`callseat trunk`: the carriers' lines."""

from __future__ import annotations

from typing import Annotated

import typer

from callseat.cli.database import work
from callseat.cli.output import AsJson, ask_secret, say, show
from callseat.store.directory.things import DTMF, TrunkRecord

trunk_app = typer.Typer(no_args_is_help=True, help="Trunks: the carriers' lines.")

Code = Annotated[str, typer.Argument(help="The trunk's code.", show_default=False)]


@trunk_app.command()
def add(
    ctx: typer.Context,
    code: Code,
    host: Annotated[str, typer.Argument(help="The carrier's name or address.")],
    name: str = "",
    port: int = 5060,
    user: Annotated[str, typer.Option(help="We show ourselves as; the secret is asked.")] = "",
    inbound: Annotated[
        list[str] | None, typer.Option(help="An address or network that calls come from.")
    ] = None,
    dtmf: Annotated[
        str, typer.Option(help=f"How keys come: {', '.join(DTMF)} (auto: as the carrier offers).")
    ] = "auto",
) -> None:
    """Add a trunk."""
    secret = ask_secret("Secret") if user else ""
    hosts = tuple(inbound or ())
    trunk = TrunkRecord(code, host, name, port, user, secret, hosts, dtmf=dtmf)
    work(ctx, lambda opened: opened.directory.trunks.add(trunk))
    say(f"Trunk {code} is added.")


@trunk_app.command("list")
def list_trunks(ctx: typer.Context, as_json: AsJson = False) -> None:
    """All trunks, without their secrets."""
    trunks = work(ctx, lambda opened: opened.directory.trunks.every())
    rows = (
        (
            *(one.code, one.name, one.host, one.port, one.user, list(one.inbound_hosts)),
            *(one.enabled, one.dtmf),
        )
        for one in trunks
    )
    columns = ("code", "name", "host", "port", "user", "inbound", "enabled", "dtmf")
    show(columns, rows, as_json=as_json)


@trunk_app.command()
def remove(ctx: typer.Context, code: Code) -> None:
    """Remove a trunk; its running calls go on."""
    work(ctx, lambda opened: opened.directory.trunks.remove(code))
    say(f"Trunk {code} is removed.")
