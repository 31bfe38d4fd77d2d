"""The command `callseat`: its options, and what it says when something cannot be done."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from typer.core import TyperGroup

from callseat import __version__
from callseat.app import InUseError
from callseat.city import RegistrationError, TooLateError
from callseat.cli import logs
from callseat.cli.output import fail, say
from callseat.config import LogSettings, Settings, read_settings
from callseat.store.errors import StoreError
from callseat.switch.asterisk.house import NotConnectedError
from callseat.switch.asterisk.runtime.errors import SwitchRuntimeError

EXPECTED = (
    InUseError,
    NotConnectedError,
    OSError,
    RegistrationError,
    StoreError,
    SwitchRuntimeError,
    TooLateError,
)
"""Each carries a sentence for the operator; anything else is our bug and shows where it is."""


class Sentences(TyperGroup):
    """Commands whose expected failures are a sentence and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except EXPECTED as trouble:
            raise fail(trouble) from None


main = typer.Typer(
    cls=Sentences,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A call-centre server on Asterisk: seats, waiting lines, routing, call control.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        say(f"callseat {__version__}")
        raise typer.Exit


@main.callback()
def options(
    ctx: typer.Context,
    config: Annotated[
        Path | None, typer.Option(help="Settings file (else callseat.toml here, if there is one).")
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    del version
    ctx.obj = config
    # What is printed may be read by a program: nothing else goes to standard output.
    logs.configure(LogSettings(level="warning"))


def settings_of(ctx: typer.Context) -> Settings:
    """The settings that this command is to use. Raises typer.Exit after a sentence."""
    try:
        return read_settings(ctx.obj)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()
        )
        raise fail(f"The settings are not right: {faults}.") from None
    except ValueError as error:
        raise fail(error) from None
