"""What commands print: tables for people, JSON for programs, one sentence when something fails."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from callseat.printable import printable

out = Console()
err = Console(stderr=True)

PLAIN_WIDTH = 1000

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


def show(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, as_json: bool) -> None:
    """A table with these columns; as JSON a list of objects."""
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
        return
    table = Table(*columns, show_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    print_table(table)


def show_one(values: Mapping[str, Any], *, as_json: bool) -> None:
    """One thing, a line for each of its values."""
    if as_json:
        print_json(values)
        return
    table = Table(show_edge=False, show_header=False, box=None)
    for name, value in values.items():
        table.add_row(Text(name, style="bold"), Text(_cell(value), overflow="fold"))
    print_table(table)


def print_table(table: Table) -> None:
    """As wide as the terminal; elsewhere plain, with each row on one line, however long."""
    if out.is_terminal:
        out.print(table)
        return
    table.box = None
    Console(file=out.file, width=PLAIN_WIDTH).print(table)


def print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def say(sentence: str) -> None:
    """A sentence on standard output, as it is."""
    out.print(sentence, markup=False, highlight=False, soft_wrap=True)


def ask_secret(what: str) -> str:
    """Asked twice without showing it; where nobody sits there, a line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt(what, hide_input=True, confirmation_prompt=True))


def complain(trouble: object) -> None:
    """A sentence on standard error."""
    err.print(f"callseat: {trouble}", style="red", markup=False, highlight=False, soft_wrap=True)


def fail(trouble: object) -> typer.Exit:
    """Print the sentence to standard error; raise what is returned."""
    complain(trouble)
    return typer.Exit(1)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list | tuple):
        return ", ".join(map(_cell, value))
    return printable(str(value))
