"""`callseat group`: people who are supervised together."""

from __future__ import annotations

from dataclasses import astuple, fields, replace
from typing import Annotated, Any

import typer

from callseat.cli.database import Opened, work
from callseat.cli.output import AsJson, say, show
from callseat.domain.directory import Group
from callseat.store.errors import DirectoryError

group_app = typer.Typer(no_args_is_help=True, help="Groups: people who are supervised together.")

Code = Annotated[str, typer.Argument(help="The group's code.", show_default=False)]


Quota = Annotated[
    int | None, typer.Option("--rest-quota", help="How many may rest at once; -1: no limit.")
]
Allowance = Annotated[
    int | None, typer.Option("--rest-allowance", help="Seconds of one rest; beyond is overtime.")
]
Floor = Annotated[
    int | None,
    typer.Option("--rest-floor", help="No rest while fewer percent are answered in time; 0: none."),
]

Below = Annotated[
    int | None,
    typer.Option(help="Seats leave auto while fewer percent are answered in time; 0: never."),
]
Above = Annotated[int | None, typer.Option(help="They go back above so many percent.")]


@group_app.command()
def add(
    ctx: typer.Context,
    code: Code,
    name: str = "",
    rest_quota: Quota = None,
    rest_allowance: Allowance = None,
    rest_floor: Floor = None,
    blend_below: Below = None,
    blend_above: Above = None,
) -> None:
    """Add a group; what is not given has its usual value."""
    given = _given(name, rest_quota, rest_allowance, rest_floor, blend_below, blend_above)
    work(ctx, lambda opened: opened.directory.groups.add(Group(code, **given)))
    say(f"Group {code} is added.")


@group_app.command()
def change(
    ctx: typer.Context,
    code: Code,
    name: Annotated[str | None, typer.Option(show_default=False)] = None,
    rest_quota: Quota = None,
    rest_allowance: Allowance = None,
    rest_floor: Floor = None,
    blend_below: Below = None,
    blend_above: Above = None,
) -> None:
    """Change what is given, and nothing else; it acts at once on those who rest or want to."""
    given = _given(name, rest_quota, rest_allowance, rest_floor, blend_below, blend_above)

    async def change_it(opened: Opened) -> None:
        groups = {one.code: one for one in await opened.directory.groups.every()}
        if code not in groups:
            raise DirectoryError(f"There is no group {code[:64]!a}.")
        await opened.directory.groups.change(replace(groups[code], **given))

    work(ctx, change_it)
    say(f"Group {code} is changed.")


@group_app.command("list")
def list_groups(ctx: typer.Context, as_json: AsJson = False) -> None:
    """All groups."""
    groups = work(ctx, lambda opened: opened.directory.groups.every())
    columns = [one.name for one in fields(Group)]
    show(columns, map(astuple, groups), as_json=as_json)


@group_app.command()
def remove(ctx: typer.Context, code: Code) -> None:
    """Remove a group that nobody belongs to."""
    work(ctx, lambda opened: opened.directory.groups.remove(code))
    say(f"Group {code} is removed.")


def _given(*values: Any) -> dict[str, Any]:
    """The values by the group's fields, in their order, without those that were not given."""
    names = [one.name for one in fields(Group)][1:]
    return {name: value for name, value in zip(names, values, strict=True) if value is not None}
