"""Calendars: weekly spans and holidays in a time zone, by which projects and flows are open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from callseat.domain.calendar import minutes, reaching
from callseat.domain.directory import Calendar, Holiday, Span
from callseat.store.directory import rules
from callseat.store.directory.database import (
    DirectoryDatabase,
    existing,
    refuse_existing,
    refuse_in_campaigns,
    refuse_used,
    to_model,
    used_by,
)
from callseat.store.directory.flows import refuse_named
from callseat.store.errors import DirectoryError
from callseat.store.models import (
    CalendarModel,
    CalendarSpanModel,
    CampaignModel,
    HolidayModel,
    ProjectModel,
)

MOST_HOLIDAYS = 2000
_MOST_SPANS = 12  # of a day
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_END_OF_DAY = "24:00"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Calendars:
    def __init__(self, database: DirectoryDatabase) -> None:
        self._database = database

    async def add(self, calendar: Calendar) -> None:
        check_calendar(calendar)
        async with self._database.change("calendar.add", calendar.code, calendar) as session:
            await refuse_existing(session, CalendarModel, calendar.code, "calendar")
            await _save(session, calendar)

    async def change(self, calendar: Calendar) -> None:
        """Replace all of it."""
        check_calendar(calendar)
        async with self._database.change("calendar.change", calendar.code, calendar) as session:
            await existing(session, CalendarModel, calendar.code, "calendar")
            await _save(session, calendar)

    async def remove(self, code: str) -> None:
        """Refused while a project or a flow goes by it."""
        async with self._database.change("calendar.remove", code) as session:
            found = await existing(session, CalendarModel, code, "calendar")
            projects = await used_by(session, ProjectModel.number, ProjectModel.calendar == code)
            refuse_used(projects, f"The calendar {code}")
            await refuse_named(session, code, "calendar", "calendars")
            await refuse_in_campaigns(session, CampaignModel.calendar, code, "calendar")
            await session.delete(found)

    async def every(self) -> tuple[Calendar, ...]:
        async with self._database.read() as session:
            return await read_calendars(session)


async def read_calendars(session: AsyncSession) -> tuple[Calendar, ...]:
    week: dict[str, list[Span]] = {}
    spans = select(CalendarSpanModel).order_by(CalendarSpanModel.day, CalendarSpanModel.begin)
    for span in await session.scalars(spans):
        week.setdefault(span.calendar, []).append(Span(span.day, span.begin, span.end))
    holidays: dict[str, list[Holiday]] = {}
    for one in await session.scalars(select(HolidayModel).order_by(HolidayModel.date)):
        holiday = Holiday(one.date, one.name, _read_spans(one.spans))
        holidays.setdefault(one.calendar, []).append(holiday)
    models = await session.scalars(select(CalendarModel).order_by(CalendarModel.code))
    return tuple(
        Calendar(
            model.code,
            model.name,
            model.timezone,
            tuple(week.get(model.code, ())),
            tuple(holidays.get(model.code, ())),
        )
        for model in models
    )


async def _save(session: AsyncSession, calendar: Calendar) -> None:
    await session.merge(to_model(CalendarModel, calendar))
    await session.flush()
    for model in (CalendarSpanModel, HolidayModel):
        await session.execute(delete(model).where(model.calendar == calendar.code))
    session.add_all(
        to_model(CalendarSpanModel, one, calendar=calendar.code) for one in calendar.week
    )
    for one in calendar.holidays:
        spans = " ".join(f"{begin}-{end}" for begin, end in one.spans)
        session.add(to_model(HolidayModel, one, calendar=calendar.code, spans=spans))


def _read_spans(text: str) -> tuple[tuple[str, str], ...]:
    parts = (one.partition("-") for one in text.split())
    return tuple((begin, end) for begin, _, end in parts)


def check_calendar(calendar: Calendar) -> None:
    """Raises DirectoryError."""
    rules.check_code(calendar.code, "calendar")
    rules.check_name(calendar.name, "calendar")
    check_timezone(calendar.timezone)
    for span in calendar.week:
        rules.check_range(span.day, 0, 6, "weekday (0 is Monday)")
    for day, name in enumerate(WEEKDAYS):
        _check_spans([(one.begin, one.end) for one in calendar.week if one.day == day], name)
    if len(calendar.holidays) > MOST_HOLIDAYS:
        raise DirectoryError(f"A calendar can have at most {MOST_HOLIDAYS} holidays.")
    if len({one.date for one in calendar.holidays}) < len(calendar.holidays):
        raise DirectoryError("A holiday is named twice.")
    for holiday in calendar.holidays:
        check_date(holiday.date)
        rules.check_name(holiday.name, "holiday")
        _check_spans(holiday.spans, holiday.date)


def check_timezone(name: str) -> None:
    """Raises DirectoryError for what IANA's database does not have."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a name at all, a folder of names
        raise DirectoryError(
            f"There is no time zone {name[:40]!a}: use one like Asia/Shanghai."
        ) from None


def check_date(text: str) -> None:
    """Raises DirectoryError."""
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise DirectoryError(f"{text[:40]!a} is not a date like 2026-10-01.") from None


def check_span(begin: str, end: str, of: str) -> None:
    """Raises DirectoryError."""
    good_end = end == _END_OF_DAY or _TIME.fullmatch(end)
    if not _TIME.fullmatch(begin) or not good_end:
        raise DirectoryError(
            f"The span {begin[:10]!a} to {end[:10]!a} of {of} is not one like 09:00 to 18:00."
        )


def _check_spans(spans: Iterable[tuple[str, str]], of: str) -> None:
    """Those of a day are apart; the last one may go over midnight."""
    found = []
    for begin, end in spans:
        check_span(begin, end, of)
        found.append(reaching(minutes(begin), minutes(end)))
    if len(found) > _MOST_SPANS:
        raise DirectoryError(f"{of} can have at most {_MOST_SPANS} spans.")
    for earlier, later in pairwise(sorted(found)):
        if later[0] < earlier[1]:
            raise DirectoryError(f"Spans of {of} overlap.")
