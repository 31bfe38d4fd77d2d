"""`callseat audit`: who did what, newest first."""

from __future__ import annotations

from dataclasses import astuple, fields
from datetime import datetime
from typing import Annotated, Any

import typer

from callseat.cli.database import work
from callseat.cli.output import AsJson, show
from callseat.domain.rows import AuditRow
from callseat.store.pages import MAX_LIMIT, Wanted

audit_app = typer.Typer(no_args_is_help=True, help="The audit: who did what.")


@audit_app.callback()
def audit() -> None:
    """A group, so that other commands can stand beside `list`."""


@audit_app.command("list")
def list_audit(
    ctx: typer.Context,
    actor: Annotated[str, typer.Option(help="Done by this user, or cli:NAME.")] = "",
    action: Annotated[str, typer.Option(help="Such as user.add.")] = "",
    target: Annotated[str, typer.Option(help="Done to this user, group, queue ...")] = "",
    limit: Annotated[int, typer.Option(min=1, max=MAX_LIMIT, help="How many.")] = 20,
    as_json: AsJson = False,
) -> None:
    """The newest entries: changes of the directory, and what supervisors forced."""
    given = {"actor": actor, "action": action, "target": target}
    equals = {name: value for name, value in given.items() if value}
    rows = work(ctx, lambda opened: opened.pages.read(AuditRow, Wanted(equals=equals, limit=limit)))
    columns = [one.name for one in fields(AuditRow)][1:]
    show(columns, (_cells(row, as_json) for row in rows), as_json=as_json)


def _cells(row: AuditRow, as_json: bool) -> tuple[Any, ...]:
    """Times are milliseconds in JSON, else local time to the second."""
    _, at, *others = astuple(row)
    if as_json:
        return (at, *others)
    return (datetime.fromtimestamp(at / 1000).astimezone().strftime("%Y-%m-%d %H:%M:%S"), *others)
