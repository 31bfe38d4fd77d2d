"""`callseat records`: the newest records, for a quick look, and one contact whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer

from callseat.cli.database import work
from callseat.cli.output import AsJson, fail, print_json, say, show, show_one
from callseat.domain.rows import Row
from callseat.store.records import MAX_LIMIT, Filter

records_app = typer.Typer(no_args_is_help=True, help="Records: what happened, newest first.")

Limit = Annotated[int, typer.Option(min=1, max=MAX_LIMIT, help="How many.")]
CONTACTS = (
    "contact_id", "kind", "arrived_at", "caller", "callee", "project", "answered_at", "ended_at",
    "outcome", "released_by", "cause", "recording",
)  # fmt: skip
PARTS = (
    "call_no", "contact_id", "user", "extension", "caller", "queue", "offered_at", "answered_at",
    "ended_at", "outcome", "released_by", "cause",
)  # fmt: skip
SEGMENTS = ("recording", "number", "began_ms", "ended_ms", "seats", "state", "cause")
VISITS = ("visit_id", "queue", "priority", "joined_at", "left_at", "outcome", "user")
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


@records_app.command("show")
def show_contact(
    ctx: typer.Context,
    contact: Annotated[str, typer.Argument(help="The contact's id, as `contacts` lists it.")],
    as_json: AsJson = False,
) -> None:
    """One journey with all that belongs to it."""
    story = work(ctx, lambda opened: opened.records.contact(contact))
    if story is None:
        raise fail(f"There is no contact {contact[:64]!a}.")
    if as_json:
        print_json(asdict(story))
        return
    found = asdict(story.contact)
    show_one({name: _cell(name, found[name], False) for name in CONTACTS}, as_json=False)
    for heading, columns, rows in (
        ("Parts", PARTS, story.parts),
        ("Waits", VISITS, story.visits),
        ("Recordings", RECORDINGS, story.recordings),
        ("Stretches of recordings", SEGMENTS, story.segments),
        ("Attached data", ("key", "value"), story.data),
    ):
        if rows:
            say(f"\n{heading}")
            _show(columns, rows, False)


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
