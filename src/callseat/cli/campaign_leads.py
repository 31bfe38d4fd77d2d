"""`callseat campaign`: leads, their lists and imports, attempts and results."""

from __future__ import annotations

import sys
from dataclasses import asdict, astuple, fields
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

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
from callseat.cli.output import AsJson, err, fail, print_json, say, show, show_one
from callseat.domain.rows import LeadAttemptRow
from callseat.domain.text import Text
from callseat.store.leads.csv_file import Fault, NewLead, preview
from callseat.store.leads.export import export_csv
from callseat.store.leads.importing import Import, Importer, Order
from callseat.store.leads.leads import LeadChange, LeadNew, LeadRecord, Leads, WantedLeads
from callseat.store.leads.lists import LeadList, Lists
from callseat.store.pages import MAX_LIMIT, Wanted

Code = Annotated[str, typer.Argument(help="The campaign's code.", show_default=False)]
ListArgument = Annotated[str, typer.Argument(help="The list's code.", show_default=False)]
LeadId = Annotated[str, typer.Argument(help="The lead, as `leads` names it.", show_default=False)]
Limit = Annotated[int, typer.Option(min=1, max=MAX_LIMIT, help="How many.")]
_PROGRESS = Text("{lines} lines, {imported} leads", "已处理 {lines} 行，导入 {imported} 条")
_DONE = Text(
    "{imported} leads are imported into the list {list}; {faulty} lines are not.",
    "已向名单 {list} 导入 {imported} 条，{faulty} 行未导入。",
)
_SHOWN_FAULTS = 20


def add_lead_commands(app: typer.Typer) -> None:
    """Those of this module are commands of `callseat campaign`."""
    app.command("preview")(look)
    app.command("import")(import_file)
    app.command("imports")(imports)
    app.command("faults")(faults)
    app.command("lists")(lists)
    app.command("list-change")(change_list)
    app.command("list-remove")(remove_list)
    app.command("leads")(leads)
    app.command("lead-add")(add_lead)
    app.command("lead-change")(change_lead)
    app.command("attempts")(attempts)
    app.command("export")(export)


def look(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV.", show_default=False)],
    encoding: Encoding = "",
    separator: Separator = "",
    column: Columns = None,
    region: Region = "CN",
    as_json: AsJson = False,
) -> None:
    """How a file would be read, and its first ten lines; nothing is kept."""
    form = form_of(encoding, separator, column, region)

    async def read(opened: Opened) -> None:
        with open_file(file) as source:
            found, lines = preview(source, form)
        columns = {name: found.headings[place] for name, place in found.places.items()}
        how = {"encoding": found.encoding, "separator": found.separator, "columns": columns}
        good = [one for one in lines if isinstance(one, NewLead)]
        bad = [one for one in lines if isinstance(one, Fault)]
        if as_json:
            listed = [asdict(one) for one in good]
            return print_json(how | {"leads": listed, "faults": [asdict(one) for one in bad]})
        show_one(how, as_json=False)
        names = ("line", "number", "name", "timezone", "data")
        show(names, ([getattr(one, name) for name in names] for one in good), as_json=False)
        return say_faults(bad, opened.settings.language)

    work(ctx, read)


def import_file(
    ctx: typer.Context,
    code: Code,
    file: Annotated[Path, typer.Argument(help="CSV of at most 256 MiB.", show_default=False)],
    lead_list: Annotated[str, typer.Option("--list", help="Into which list.")] = "main",
    encoding: Encoding = "",
    separator: Separator = "",
    column: Columns = None,
    region: Region = "CN",
) -> None:
    """Take leads from a file; the same file again is refused, an interrupted one goes on."""
    order = Order(code, lead_list, file.name, form_of(encoding, separator, column, region))

    async def run(opened: Opened) -> None:
        language = opened.settings.language

        def tell(state: Import) -> None:
            if err.is_terminal:
                sentence = _PROGRESS.of(language)
                err.print(sentence.format(lines=state.lines, imported=state.imported), end="\r")

        with open_file(file) as source:
            done = await Importer(opened.engine).run(order, source, tell)
        values = {"imported": done.imported, "list": done.list, "faulty": done.faulty}
        say(_DONE.of(language).format(**values))
        found = await Lists(opened.engine).faults(code, done.id, limit=_SHOWN_FAULTS)
        say_faults(found, language)
        if done.faulty > len(found):
            say(f"callseat campaign faults {code} {done.id}")

    work(ctx, run)


def imports(ctx: typer.Context, code: Code, as_json: AsJson = False) -> None:
    """A campaign's imports, the newest first; one that is running was perhaps interrupted."""
    found = work(ctx, lambda opened: Lists(opened.engine).imports(code))
    columns = ("id", "file", "list", "state", "lines", "imported", "faulty")
    rows = ([getattr(one, name) for name in columns] for one in found)
    show(columns, rows, as_json=as_json)


def faults(
    ctx: typer.Context,
    code: Code,
    key: Annotated[str, typer.Argument(help="The import, as `imports` names it.")],
    after: Annotated[int, typer.Option(help="Lines after this one.")] = 0,
    limit: Limit = 100,
    as_json: AsJson = False,
) -> None:
    """The lines of a file that were not used, each with its reason."""

    async def read(opened: Opened) -> None:
        found = await Lists(opened.engine).faults(code, key, after, limit)
        say_faults(found, opened.settings.language, as_json=as_json)

    work(ctx, read)


def lists(ctx: typer.Context, code: Code, as_json: AsJson = False) -> None:
    """A campaign's lists."""
    found = work(ctx, lambda opened: Lists(opened.engine).every(code))
    show([one.name for one in fields(LeadList)], map(astuple, found), as_json=as_json)


def change_list(
    ctx: typer.Context,
    code: Code,
    lead_list: ListArgument,
    name: Annotated[str, typer.Option(help="What it is called.")] = "",
    priority: Annotated[int, typer.Option(help="Of all its leads; the lower the earlier.")] = 0,
) -> None:
    """Name a list, and set the priority of all its leads."""
    changed = LeadList(code, lead_list, name, priority)
    work(ctx, lambda opened: Lists(opened.engine).change(changed))
    say(f"List {lead_list} is changed.")


def remove_list(ctx: typer.Context, code: Code, lead_list: ListArgument) -> None:
    """Remove a list with its leads; not while the campaign runs."""
    work(ctx, lambda opened: Lists(opened.engine).remove(code, lead_list))
    say(f"List {lead_list} is removed.")


def leads(
    ctx: typer.Context,
    code: Code,
    lead_list: Annotated[str, typer.Option("--list", help="Of this list.")] = "",
    state: Annotated[str, typer.Option(help="waiting, held, dialling or done.")] = "",
    outcome: Annotated[str, typer.Option(help="Of the last attempt.")] = "",
    number: Annotated[str, typer.Option(help="As dialled or as +86...")] = "",
    after: Annotated[str, typer.Option(help="The last one of the page before.")] = "",
    limit: Limit = 20,
    as_json: AsJson = False,
) -> None:
    """A campaign's leads."""
    wanted = WantedLeads(lead_list, state, outcome, number, after, limit)
    found = work(ctx, lambda opened: Leads(opened.engine).page(code, wanted))
    columns = [one.name for one in fields(LeadRecord)] if as_json else [
        "lead_id", "list", "number", "name", "state", "due_at", "attempts", "outcome", "withdrawn",
    ]  # fmt: skip
    show(columns, ([_cell(one, name, as_json) for name in columns] for one in found),
         as_json=as_json)  # fmt: skip


def add_lead(
    ctx: typer.Context,
    code: Code,
    number: Annotated[str, typer.Argument(help="The number to call.", show_default=False)],
    lead_list: Annotated[str, typer.Option("--list", help="To which list.")] = "main",
    name: Annotated[str, typer.Option(help="Who it is.")] = "",
    region: Region = "CN",
    priority: Annotated[int | None, typer.Option(help="Else the list's.")] = None,
) -> None:
    """Add one lead."""
    new = LeadNew(lead_list, number, region, name, priority=priority)
    made = work(ctx, lambda opened: Leads(opened.engine).add(code, new))
    say(f"Lead {made.lead_id} is added.")


def change_lead(
    ctx: typer.Context,
    code: Code,
    lead: LeadId,
    withdrawn: Annotated[bool | None, typer.Option("--withdraw/--take-back")] = None,
    priority: Annotated[int | None, typer.Option(help="The lower the earlier.")] = None,
    call_back: Annotated[
        str, typer.Option(help="When to call again, as 2026-11-24T15:00 (local).")
    ] = "",
    user: Annotated[str, typer.Option(help="The seat with which that is agreed.")] = "",
) -> None:
    """Withdraw a lead or take it back, set its priority, agree on a call back."""

    async def change_it(opened: Opened) -> None:
        at = _moment(call_back, opened.settings.timezone) if call_back else None
        change = LeadChange(withdrawn, priority, at, user)
        await Leads(opened.engine).change(code, lead, change)

    work(ctx, change_it)
    say(f"Lead {lead} is changed.")


def attempts(
    ctx: typer.Context,
    code: Code,
    lead: Annotated[str, typer.Option(help="Of this lead.")] = "",
    outcome: Annotated[str, typer.Option(help="With this outcome.")] = "",
    limit: Limit = 20,
    as_json: AsJson = False,
) -> None:
    """Numbers that a campaign dialled, the newest first."""
    given = {"campaign": code, "lead_id": lead, "outcome": outcome}
    equals = {name: value for name, value in given.items() if value}
    wanted = Wanted(equals=equals, limit=limit)
    found = work(ctx, lambda opened: opened.pages.read(LeadAttemptRow, wanted))
    columns = [one.name for one in fields(LeadAttemptRow)] if as_json else [
        "attempt_id", "lead_id", "number", "began_at", "user", "outcome", "cause",
    ]  # fmt: skip
    show(columns, ([_cell(one, name, as_json) for name in columns] for one in found),
         as_json=as_json)  # fmt: skip


def export(ctx: typer.Context, code: Code) -> None:
    """What became of all leads, as CSV on standard output, for spreadsheet programs."""

    async def write(opened: Opened) -> None:
        out = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace", newline="")
        try:
            async for lines in export_csv(opened.engine, code, ZoneInfo(opened.settings.timezone)):
                out.write(lines)
            out.flush()
        finally:
            out.detach()

    work(ctx, write)


def _moment(text: str, zone: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise fail(f"{text[:40]!a} is not a time like 2026-11-24T15:00.") from None
    local = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return int(local.timestamp() * 1000)


def _cell(thing: Any, name: str, as_json: bool) -> Any:
    """Times are milliseconds in JSON, else local time to the second."""
    value = getattr(thing, name)
    if as_json or not name.endswith("_at"):
        return value
    local = datetime.fromtimestamp(value / 1000).astimezone()
    return local.strftime("%m-%d %H:%M:%S") if value else ""
