"""`callseat project`: service numbers and what happens to their calls."""

from __future__ import annotations

from dataclasses import astuple, fields
from typing import Annotated

import typer

from callseat.cli.database import work
from callseat.cli.disposition import disposition_app
from callseat.cli.output import AsJson, say, show
from callseat.domain.directory import Project

project_app = typer.Typer(no_args_is_help=True, help="Projects: service numbers and their rules.")
project_app.add_typer(disposition_app, name="disposition")

Number = Annotated[str, typer.Argument(help="The project's number.", show_default=False)]


@project_app.command()
def add(
    ctx: typer.Context,
    number: Number,
    name: str = "",
    service_number: Annotated[
        list[str] | None, typer.Option(help="A number that customers dial.")
    ] = None,
    flow: Annotated[str, typer.Option(help="The flow that takes its calls.")] = "",
    wrap_up: Annotated[int, typer.Option(help="Seconds of work after each call.")] = 0,
    recorded: Annotated[bool, typer.Option("--recorded/--not-recorded")] = True,
    caller_id: Annotated[str, typer.Option(help="The number that called people see.")] = "",
    calendar: Annotated[str, typer.Option(help="When it is open (else always).")] = "",
    closed_flow: Annotated[str, typer.Option(help="The flow while it is closed.")] = "",
    most_calls: Annotated[int, typer.Option(help="Callers at once; 0: no limit.")] = 0,
) -> None:
    """Add a project."""
    numbers = tuple(service_number or ())
    project = Project(
        number,
        name,
        numbers,
        flow,
        wrap_up,
        recorded,
        caller_id,
        calendar,
        closed_flow,
        most_calls,
    )
    work(ctx, lambda opened: opened.directory.projects.add(project))
    say(f"Project {number} is added.")


@project_app.command("list")
def list_projects(ctx: typer.Context, as_json: AsJson = False) -> None:
    """All projects."""
    directory = work(ctx, lambda opened: opened.directory.load())
    columns = [one.name for one in fields(Project)]
    show(columns, map(astuple, directory.projects), as_json=as_json)


@project_app.command()
def remove(ctx: typer.Context, number: Number) -> None:
    """Remove a project; its service numbers lead nowhere then."""
    work(ctx, lambda opened: opened.directory.projects.remove(number))
    say(f"Project {number} is removed.")
