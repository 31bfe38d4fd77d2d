"""`callseat report`: seats, groups, queues, flows, campaigns in a span, from the records."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Generic
from zoneinfo import ZoneInfo

import typer
from sqlalchemy.ext.asyncio import AsyncEngine

from callseat.cli.choices import Language, LanguageOption
from callseat.cli.database import Opened, work
from callseat.cli.output import err, fail
from callseat.cli.report_form import (
    Format,
    write_csv,
    write_json,
    write_spreadsheet,
    write_table,
)
from callseat.cli.root import settings_of
from callseat.domain.text import Text
from callseat.store.reports import (
    By,
    Completeness,
    Question,
    Report,
    Span,
    campaigns_complete,
    campaigns_report,
    flows_complete,
    flows_report,
    groups_report,
    parse_span,
    queues_complete,
    queues_report,
    seats_complete,
    seats_report,
    stream_campaigns,
    stream_flows,
    stream_groups,
    stream_queues,
    stream_seats,
)
from callseat.store.reports.columns import CAMPAIGNS, FLOWS, GROUPS, QUEUES, SEATS, Column
from callseat.store.reports.report import L

report_app = typer.Typer(
    no_args_is_help=True,
    help="Reports: times and calls of seats, groups, queues, flows, campaigns.",
)

From = Annotated[
    str, typer.Option("--from", help="First day, or a time like 2026-11-01T08:00 (else today).")
]
To = Annotated[str, typer.Option("--to", help="Last day, or a time to end before (else today).")]
ByOption = Annotated[By, typer.Option(help="How long a line's piece of time is.")]
FormatOption = Annotated[Format, typer.Option("--format", help="For people or for programs.")]
Spreadsheets = Annotated[
    bool,
    typer.Option(
        "--for-spreadsheets", help="CSV that spreadsheet programs open well and do not execute."
    ),
]
GroupOption = Annotated[str | None, typer.Option("--group", help="Of this group only.")]
_COMPLETE = Text("Complete up to {until}.", "数据完整至 {until}。")
_OPEN = Text(
    " Logged in now, without the status they are in: {open}.",
    "当前已签入、未计入其当前状态的坐席：{open}。",
)


@dataclass(frozen=True, slots=True)
class Kind(Generic[L]):
    """One kind of report: its columns, at once or line by line."""

    columns: Sequence[Column[L]]
    report: Callable[[AsyncEngine, Question], Awaitable[Report[L]]]
    stream: Callable[[AsyncEngine, Question], AsyncGenerator[L]]
    complete: Callable[[AsyncEngine, Question], Awaitable[Completeness]]


@dataclass(frozen=True, slots=True)
class Form:
    """How it is to be printed."""

    format: Format
    for_spreadsheets: bool
    language: Language | None


SEATS_KIND = Kind(SEATS, seats_report, stream_seats, seats_complete)
GROUPS_KIND = Kind(GROUPS, groups_report, stream_groups, seats_complete)
FLOWS_KIND = Kind(FLOWS, flows_report, stream_flows, flows_complete)
CAMPAIGNS_KIND = Kind(CAMPAIGNS, campaigns_report, stream_campaigns, campaigns_complete)
QUEUES_KIND = Kind(QUEUES, queues_report, stream_queues, queues_complete)


@report_app.command()
def seats(
    ctx: typer.Context,
    first: From = "",
    last: To = "",
    by: ByOption = By.ALL,
    group: GroupOption = None,
    user: Annotated[str, typer.Option(help="Of this user only.")] = "",
    form: FormatOption = Format.TABLE,
    for_spreadsheets: Spreadsheets = False,
    language: LanguageOption = None,
) -> None:
    """Seats: time in each status, rests, calls, occupancy."""
    question = Question(_span(ctx, first, last), by, user, None if group is None else (group,))
    _print(ctx, SEATS_KIND, question, Form(form, for_spreadsheets, language))


@report_app.command()
def groups(
    ctx: typer.Context,
    first: From = "",
    last: To = "",
    by: ByOption = By.ALL,
    group: GroupOption = None,
    form: FormatOption = Format.TABLE,
    for_spreadsheets: Spreadsheets = False,
    language: LanguageOption = None,
) -> None:
    """Groups: the sums of their seats."""
    question = Question(_span(ctx, first, last), by, groups=None if group is None else (group,))
    _print(ctx, GROUPS_KIND, question, Form(form, for_spreadsheets, language))


@report_app.command()
def queues(
    ctx: typer.Context,
    first: From = "",
    last: To = "",
    by: ByOption = By.ALL,
    queue: Annotated[str | None, typer.Option(help="Of this queue only.")] = None,
    form: FormatOption = Format.TABLE,
    for_spreadsheets: Spreadsheets = False,
    language: LanguageOption = None,
) -> None:
    """Queues: offered, answered, abandoned, service level, waits."""
    question = Question(_span(ctx, first, last), by, queues=None if queue is None else (queue,))
    _print(ctx, QUEUES_KIND, question, Form(form, for_spreadsheets, language))


@report_app.command()
def flow(
    ctx: typer.Context,
    first: From = "",
    last: To = "",
    by: ByOption = By.ALL,
    code: Annotated[str | None, typer.Option("--flow", help="Of this flow only.")] = None,
    form: FormatOption = Format.TABLE,
    for_spreadsheets: Spreadsheets = False,
    language: LanguageOption = None,
) -> None:
    """Flows, node by node: entered, how it was left, hung up there, time spent."""
    question = Question(_span(ctx, first, last), by, flows=None if code is None else (code,))
    _print(ctx, FLOWS_KIND, question, Form(form, for_spreadsheets, language))


@report_app.command()
def campaigns(
    ctx: typer.Context,
    first: From = "",
    last: To = "",
    by: ByOption = By.ALL,
    campaign: Annotated[str | None, typer.Option(help="Of this campaign only.")] = None,
    form: FormatOption = Format.TABLE,
    for_spreadsheets: Spreadsheets = False,
    language: LanguageOption = None,
) -> None:
    """Campaigns: attempts by outcome, abandoned ones against the cap, talk, idle."""
    wanted = None if campaign is None else (campaign,)
    question = Question(_span(ctx, first, last), by, campaigns=wanted)
    _print(ctx, CAMPAIGNS_KIND, question, Form(form, for_spreadsheets, language))


def _span(ctx: typer.Context, first: str, last: str) -> Span:
    zone = ZoneInfo(settings_of(ctx).timezone)
    today = datetime.now(zone).date().isoformat()
    return parse_span(first or today, last or today, zone)


def _print(ctx: typer.Context, kind: Kind[L], question: Question, form: Form) -> None:
    if form.for_spreadsheets and form.format is Format.JSON:
        raise fail("--for-spreadsheets is a form of CSV, not of JSON.")

    async def printed(opened: Opened) -> Completeness:
        language = form.language or opened.settings.language
        if form.for_spreadsheets:
            lines = kind.stream(opened.engine, question)
            await write_spreadsheet(kind.columns, lines, question.span, language)
        elif form.format is Format.CSV:
            await write_csv(kind.columns, kind.stream(opened.engine, question), question.span)
        else:
            found = await kind.report(opened.engine, question)
            if form.format is Format.JSON:
                write_json(kind.columns, found)
            else:
                write_table(kind.columns, found, language)
            return found.complete
        return await kind.complete(opened.engine, question)

    _remark(work(ctx, printed), question.span, form.language or settings_of(ctx).language)


def _remark(complete: Completeness, span: Span, language: str) -> None:
    """What is missing is said beside the report, which a program may read."""
    if complete.until >= span.until:
        return
    sentence = _COMPLETE.of(language).format(until=span.shown(complete.until))
    if complete.open:
        sentence += _OPEN.of(language).format(open=complete.open)
    err.print(sentence, markup=False, highlight=False, soft_wrap=True)
