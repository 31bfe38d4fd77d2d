"""`callseat phone`: how a seat's telephone is set up."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from callseat.cli.database import work
from callseat.cli.output import AsJson, show_one
from callseat.cli.root import settings_of
from callseat.config import SwitchSettings
from callseat.store.errors import DirectoryError

phone_app = typer.Typer(no_args_is_help=True, help="Phones: how they are set up.")

ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - not bound, only recognised


@phone_app.callback()
def phones() -> None:
    """A group, so that other commands can stand beside `show`."""


@phone_app.command("show")
def show_phone(
    ctx: typer.Context,
    extension: Annotated[str, typer.Argument(help="Such as 1001.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """What to enter into the desk phone or softphone of a seat, its secret included."""
    known = work(ctx, lambda opened: opened.directory.phones())
    phone = next((one for one in known if one.extension == extension), None)
    if phone is None:
        raise DirectoryError(f"There is no seat {extension[:64]!a}.")
    switch = settings_of(ctx).switch
    values = {
        "server": _host(switch),
        "port": switch.sip_port,
        "transport": "UDP or TCP",
        "user": phone.extension,
        "secret": phone.secret,
        "codecs": "G.711 A-law (PCMA), G.722",
    }
    show_one(values, as_json=as_json)


def _host(switch: SwitchSettings) -> str:
    """The address that phones use: the one told outside, else ours, else this machine's name."""
    if switch.external_address:
        return switch.external_address
    return socket.gethostname() if switch.sip_host in ANY_ADDRESS else switch.sip_host
