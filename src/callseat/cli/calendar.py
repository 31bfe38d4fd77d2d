"""`callseat calendar`: when projects and flows are open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from callseat.cli.database import Opened, work
from callseat.cli.files import read_text
from callseat.cli.output import AsJson, print_json, say, show
from callseat.domain.directory import Calendar, Holiday, Span
from callseat.store.directory.calendar_file import DAYS, MAX_BYTES, import_calendar
from callseat.store.errors import DirectoryError

calendar_app = typer.Typer(no_args_is_help=True, help="Calendars: weekly spans and holidays.")

Code = Annotated[str, typer.Argument(help="The calendar's code.", show_default=False)]
Zone = Annotated[str | None, typer.Option("--timezone", help="Such as Asia/Shanghai.")]
Week = Annotated[
    list[str] | None,
    typer.Option("--open", help='When it is open, such as "mon-fri 09:00-18:00"; may come often.'),
]
Name = Annotated[str | None, typer.Option(show_default=False)]


@calendar_app.command()
def add(
    ctx: typer.Context, code: Code, name: Name = None, timezone: Zone = None, opens: Week = None
) -> None:
    """Add a calendar; its time zone is that of the settings if none is given."""

    async def add_it(opened: Opened) -> None:
        zone = timezone or opened.settings.timezone
        calendar = Calendar(code, name or "", zone, _week(opens or []))
        await opened.directory.calendars.add(calendar)

    work(ctx, add_it)
    say(f"Calendar {code} is added.")


@calendar_app.command()
def change(
    ctx: typer.Context, code: Code, name: Name = None, timezone: Zone = None, opens: Week = None
) -> None:
    """Change what is given, and nothing else; `--open` replaces the whole week."""

    def changed(calendar: Calendar) -> Calendar:
        calendar = replace(calendar, name=calendar.name if name is None else name)
        calendar = replace(calendar, timezone=timezone or calendar.timezone)
        return calendar if opens is None else replace(calendar, week=_week(opens))

    _change(ctx, code, changed)
    say(f"Calendar {code} is changed.")


@calendar_app.command("import")
def import_file(
    ctx: typer.Context,
    code: Code,
    file: Annotated[Path, typer.Argument(help="CSV: day,begin,end,name.", show_default=False)],
) -> None:
    """Take weekdays and holidays from a file; the days that it names are replaced."""
    text = read_text(file, MAX_BYTES)
    _change(ctx, code, lambda calendar: import_calendar(calendar, text))
    say(f"Calendar {code} is changed.")


@calendar_app.command()
def holiday(
    ctx: typer.Context,
    code: Code,
    date: Annotated[str, typer.Argument(help="Such as 2026-10-01.", show_default=False)],
    name: Annotated[str, typer.Option(help="What is celebrated.")] = "",
    opens: Annotated[
        list[str] | None, typer.Option("--open", help="Open all the same, such as 10:00-16:00.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="It is a usual day again.")] = False,
) -> None:
    """Close on a date, or open at other times than on its weekday."""

    def changed(calendar: Calendar) -> Calendar:
        others = tuple(one for one in calendar.holidays if one.date != date)
        added = () if remove else (Holiday(date, name, tuple(map(_times, opens or []))),)
        both = sorted((*others, *added), key=lambda one: one.date)
        return replace(calendar, holidays=tuple(both))

    _change(ctx, code, changed)
    say(f"Calendar {code} is changed.")


@calendar_app.command("list")
def list_calendars(ctx: typer.Context, as_json: AsJson = False) -> None:
    """All calendars."""
    found = work(ctx, lambda opened: opened.directory.calendars.every())
    columns = ("code", "name", "timezone", "spans", "holidays")
    rows = ((one.code, one.name, one.timezone, len(one.week), len(one.holidays)) for one in found)
    show(columns, rows, as_json=as_json)


@calendar_app.command("show")
def show_calendar(ctx: typer.Context, code: Code, as_json: AsJson = False) -> None:
    """One calendar, day by day, in the form that `import` reads."""
    calendar = _only(work(ctx, lambda opened: opened.directory.calendars.every()), code)
    if as_json:
        print_json(asdict(calendar))
        return
    rows = [(DAYS[span.day], span.begin, span.end, "") for span in calendar.week]
    for one in calendar.holidays:
        spans = one.spans or (("", ""),)
        rows += [(one.date, begin, end, one.name) for begin, end in spans]
    show(("day", "begin", "end", "name"), rows, as_json=False)


@calendar_app.command()
def remove(ctx: typer.Context, code: Code) -> None:
    """Remove a calendar that no project and no flow goes by."""
    work(ctx, lambda opened: opened.directory.calendars.remove(code))
    say(f"Calendar {code} is removed.")


def _change(ctx: typer.Context, code: str, changed: Callable[[Calendar], Calendar]) -> None:
    async def change_it(opened: Opened) -> None:
        found = _only(await opened.directory.calendars.every(), code)
        await opened.directory.calendars.change(changed(found))

    work(ctx, change_it)


def _only(calendars: tuple[Calendar, ...], code: str) -> Calendar:
    for one in calendars:
        if one.code == code:
            return one
    raise DirectoryError(f"There is no calendar {code[:64]!a}.")


def _week(opens: list[str]) -> tuple[Span, ...]:
    """Of texts such as "mon-fri 09:00-18:00". Raises DirectoryError."""
    spans: list[Span] = []
    for text in opens:
        days, _, times = text.strip().partition(" ")
        first, _, last = days.lower().partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            raise DirectoryError(f"{text[:40]!a} is not a time like mon-fri 09:00-18:00.")
        begin, end = _times(times)
        numbers = range(DAYS.index(first), DAYS.index(last or first) + 1)
        spans += [Span(day, begin, end) for day in numbers]
    return tuple(sorted(spans, key=lambda span: (span.day, span.begin)))


def _times(text: str) -> tuple[str, str]:
    begin, _, end = text.strip().partition("-")
    return begin.strip(), end.strip()
