"""`callseat records`: the newest records, for a quick look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer

from callseat.cli.database import work
from callseat.cli.output import AsJson, show
from callseat.domain.rows import Row
from callseat.store.records import MAX_LIMIT, Filter

records_app = typer.Typer(no_args_is_help=True, help="Records: what happened, newest first.")

Limit = Annotated[int, typer.Option(min=1, max=MAX_LIMIT, help="How many.")]
CONTACTS = (
    "contact_id", "arrived_at", "caller", "callee", "project", "answered_at", "ended_at",
    "outcome", "released_by", "cause", "recording",
)  # fmt: skip
PARTS = (
    "call_no", "contact_id", "user", "extension", "caller", "queue", "offered_at", "answered_at",
    "ended_at", "outcome", "released_by", "cause",
)  # fmt: skip
RECORDINGS = ("name", "contact_id", "started_at", "duration_ms", "state")


@records_app.command()
def contacts(ctx: typer.Context, limit: Limit = 20, as_json: AsJson = False) -> None:
    """Customers' journeys through the house."""
    rows = work(ctx, lambda opened: opened.records.contacts(Filter(limit=limit)))
    _show(CONTACTS, rows, as_json)


@records_app.command()
def parts(ctx: typer.Context, limit: Limit = 20, as_json: AsJson = False) -> None:
    """Seats' parts in them."""
    rows = work(ctx, lambda opened: opened.records.parts(Filter(limit=limit)))
    _show(PARTS, rows, as_json)


@records_app.command()
def recordings(ctx: typer.Context, limit: Limit = 20, as_json: AsJson = False) -> None:
    """What was recorded; the files lie in the data folder under recordings."""
    rows = work(ctx, lambda opened: opened.records.recordings(Filter(limit=limit)))
    _show(RECORDINGS, rows, as_json)


def _show(columns: Sequence[str], rows: Sequence[Row], as_json: bool) -> None:
    values = map(asdict, rows)
    show(
        columns,
        ([_cell(name, row[name], as_json) for name in columns] for row in values),
        as_json=as_json,
    )


def _cell(name: str, value: Any, as_json: bool) -> Any:
    """Times are milliseconds in JSON, else local time to the second."""
    if as_json or not name.endswith("_at"):
        return value
    if not value:
        return ""
    return datetime.fromtimestamp(value / 1000).astimezone().strftime("%m-%d %H:%M:%S")
