"""`callseat project disposition`: what seats of a project may say of a talk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, fields, replace
from typing import Annotated

import typer

from callseat.cli.database import Opened, work
from callseat.cli.output import AsJson, say, show
from callseat.domain.dialer.campaign import Disposition
from callseat.domain.directory import Project
from callseat.store.errors import NotThereError

disposition_app = typer.Typer(
    no_args_is_help=True, help="Dispositions: what seats of a project may say of a talk."
)

Number = Annotated[str, typer.Argument(help="The project's number.", show_default=False)]
Code = Annotated[str, typer.Argument(help="The disposition's code.", show_default=False)]


@disposition_app.command()
def add(
    ctx: typer.Context,
    number: Number,
    code: Code,
    name: str = "",
    final: Annotated[bool, typer.Option("--final/--not-final", help="The lead is done.")] = True,
    success: Annotated[bool, typer.Option("--success", help="What was wanted.")] = False,
    call_back: Annotated[bool, typer.Option("--call-back", help="A time is agreed.")] = False,
) -> None:
    """Add a disposition, or replace the one with its code."""
    new = Disposition(code, name, final, success, call_back)

    def added(project: Project) -> Project:
        kept = [one for one in project.dispositions if one.code != code]
        return replace(project, dispositions=(*kept, new))

    _change(ctx, number, added)
    say(f"Disposition {code} is in the project {number}.")


@disposition_app.command()
def remove(ctx: typer.Context, number: Number, code: Code) -> None:
    """Remove a disposition; what was said by it stays in the records."""

    def without(project: Project) -> Project:
        kept = tuple(one for one in project.dispositions if one.code != code)
        if len(kept) == len(project.dispositions):
            raise NotThereError(f"The project {number} has no disposition {code[:64]!a}.", code)
        return replace(project, dispositions=kept)

    _change(ctx, number, without)
    say(f"Disposition {code} is removed.")


@disposition_app.command()
def require(
    ctx: typer.Context,
    number: Number,
    required: Annotated[bool, typer.Option("--yes/--no", help="Wrap-up waits for it.")] = True,
) -> None:
    """Let wrap-up last until one is set, or not."""
    _change(ctx, number, lambda project: replace(project, disposition_required=required))
    say(f"The project {number} {'requires' if required else 'does not require'} a disposition.")


@disposition_app.command("list")
def list_dispositions(ctx: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """A project's dispositions, in the order in which seats see them."""
    found = work(ctx, lambda opened: _project(opened, number)).dispositions
    show([one.name for one in fields(Disposition)], map(astuple, found), as_json=as_json)


def _change(ctx: typer.Context, number: str, how: Callable[[Project], Project]) -> None:
    async def change_it(opened: Opened) -> None:
        await opened.directory.projects.change(how(await _project(opened, number)))

    work(ctx, change_it)


async def _project(opened: Opened, number: str) -> Project:
    for project in await opened.directory.projects.every():
        if project.number == number:
            return project
    raise NotThereError(f"There is no project {number[:64]!a}.", number)
