"""The command line: `main` is the command `callseat`, each subcommand is a module here."""

from callseat.cli import demo as demo
from callseat.cli import run as run
from callseat.cli.asterisk import asterisk_app
from callseat.cli.root import main

main.add_typer(asterisk_app, name="asterisk")

__all__ = ["main"]
