"""`callseat group`: people who are supervised together."""

from __future__ import annotations

from typing import Annotated

import typer

from callseat.cli.database import work
from callseat.cli.output import AsJson, say, show
from callseat.domain.directory import Group

group_app = typer.Typer(no_args_is_help=True, help="Groups: people who are supervised together.")

Code = Annotated[str, typer.Argument(help="The group's code.", show_default=False)]


@group_app.command()
def add(ctx: typer.Context, code: Code, name: str = "") -> None:
    """Add a group."""
    work(ctx, lambda opened: opened.directory.groups.add(Group(code, name)))
    say(f"Group {code} is added.")


@group_app.command("list")
def list_groups(ctx: typer.Context, as_json: AsJson = False) -> None:
    """All groups."""
    directory = work(ctx, lambda opened: opened.directory.load())
    show(("code", "name"), ((one.code, one.name) for one in directory.groups), as_json=as_json)


@group_app.command()
def remove(ctx: typer.Context, code: Code) -> None:
    """Remove a group that nobody belongs to."""
    work(ctx, lambda opened: opened.directory.groups.remove(code))
    say(f"Group {code} is removed.")
