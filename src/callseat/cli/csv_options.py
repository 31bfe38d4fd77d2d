"""How a CSV file is to be read, as options of several commands, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from callseat.cli.output import fail, show
from callseat.store.leads.csv_file import REASONS, TARGETS, Fault, Form

Encoding = Annotated[str, typer.Option(help="As gb18030 (else found out).")]
Separator = Annotated[str, typer.Option(help="One character (else found out).")]
Columns = Annotated[
    list[str] | None,
    typer.Option(help=f"As number=电话; {', '.join(TARGETS)} (else by the headings)."),
]
Region = Annotated[
    str, typer.Option(help="The country of numbers without +; empty: as they are dialled.")
]


def form_of(encoding: str, separator: str, columns: list[str] | None, region: str) -> Form:
    """Raises typer.Exit after a sentence."""
    wanted = {}
    for text in columns or ():
        target, sign, heading = text.partition("=")
        if not sign:
            raise fail(f"{text[:40]!a} does not say a column, as number=Phone does.")
        wanted[target] = heading
    return Form(encoding, separator, wanted, region)


def open_file(file: Path) -> BinaryIO:
    """Raises typer.Exit after a sentence."""
    try:
        return file.open("rb")
    except OSError as error:
        raise fail(f"The file {str(file)!a} cannot be read: {error.strerror}.") from None


def say_faults(faults: Sequence[Fault], language: str, *, as_json: bool = False) -> None:
    """A table of lines and reasons; nothing where there are none."""
    if faults or as_json:
        rows = (
            (one.line, one.reason, REASONS[one.reason].of(language), one.detail) for one in faults
        )
        show(("line", "reason", "sentence", "found"), rows, as_json=as_json)
