"""`callseat do-not-call`: numbers that no campaign may call."""

from __future__ import annotations

from dataclasses import astuple, fields
from pathlib import Path
from typing import Annotated

import typer

from callseat.cli.csv_options import (
    Columns,
    Encoding,
    Region,
    Separator,
    form_of,
    open_file,
    say_faults,
)
from callseat.cli.database import Opened, work
from callseat.cli.output import AsJson, say, show
from callseat.domain.text import Text
from callseat.store.leads.do_not_call import DoNotCall, Never
from callseat.store.pages import MAX_LIMIT

do_not_call_app = typer.Typer(
    no_args_is_help=True, help="Do-not-call lists: numbers that no campaign may call."
)

Code = Annotated[str, typer.Argument(help="The list's code.", show_default=False)]
Number = Annotated[str, typer.Argument(help="The number.", show_default=False)]
_DONE = Text(
    "{added} numbers are new, {known} were there, {faulty} lines are none.",
    "新增 {added} 个号码，{known} 个已存在，{faulty} 行无效。",
)
_FREE = Text("{number} may be called.", "{number} 可以呼叫。")


@do_not_call_app.command("add-list")
def add_list(ctx: typer.Context, code: Code, name: str = "") -> None:
    """Add a list, such as a register by law."""
    work(ctx, lambda opened: DoNotCall(opened.engine).add_list(code, name))
    say(f"List {code} is added.")


@do_not_call_app.command("remove-list")
def remove_list(ctx: typer.Context, code: Code) -> None:
    """Remove a list; its numbers may be called, unless another list has them."""
    work(ctx, lambda opened: DoNotCall(opened.engine).remove_list(code))
    say(f"List {code} is removed.")


@do_not_call_app.command("lists")
def lists(ctx: typer.Context, as_json: AsJson = False) -> None:
    """All lists."""
    show(
        ("code", "name"),
        work(ctx, lambda opened: DoNotCall(opened.engine).lists()),
        as_json=as_json,
    )


@do_not_call_app.command()
def add(
    ctx: typer.Context,
    code: Code,
    number: Number,
    note: Annotated[str, typer.Option(help="Why.")] = "",
    region: Region = "CN",
) -> None:
    """Add a number; from the next attempt on it is not called."""
    work(ctx, lambda opened: DoNotCall(opened.engine).add(code, number, region, note))
    say(f"{number} is in the list {code}.")


@do_not_call_app.command()
def remove(ctx: typer.Context, code: Code, number: Number, region: Region = "CN") -> None:
    """Remove a number."""
    work(ctx, lambda opened: DoNotCall(opened.engine).remove(code, number, region))
    say(f"{number} is no more in the list {code}.")


@do_not_call_app.command()
def numbers(
    ctx: typer.Context,
    code: Code,
    after: Annotated[str, typer.Option(help="The last one of the page before.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=MAX_LIMIT, help="How many.")] = 100,
    as_json: AsJson = False,
) -> None:
    """A list's numbers, in order."""
    found = work(ctx, lambda opened: DoNotCall(opened.engine).page(code, after, limit))
    show([one.name for one in fields(Never)], map(astuple, found), as_json=as_json)


@do_not_call_app.command()
def check(
    ctx: typer.Context, number: Number, region: Region = "CN", as_json: AsJson = False
) -> None:
    """The lists that have a number."""

    async def read(opened: Opened) -> None:
        found = await DoNotCall(opened.engine).check(number, region)
        if found or as_json:
            show([one.name for one in fields(Never)], map(astuple, found), as_json=as_json)
        else:
            say(_FREE.of(opened.settings.language).format(number=number))

    work(ctx, read)


@do_not_call_app.command("import")
def import_file(
    ctx: typer.Context,
    code: Code,
    file: Annotated[Path, typer.Argument(help="CSV.", show_default=False)],
    encoding: Encoding = "",
    separator: Separator = "",
    column: Columns = None,
    region: Region = "CN",
) -> None:
    """Take numbers from a file; again is no harm."""
    form = form_of(encoding, separator, column, region)

    async def run(opened: Opened) -> None:
        with open_file(file) as source:
            done = await DoNotCall(opened.engine).import_file(code, source, form)
        language = opened.settings.language
        values = {"added": done.added, "known": done.known, "faulty": done.faulty}
        say(_DONE.of(language).format(**values))
        say_faults(done.faults, language)

    work(ctx, run)
