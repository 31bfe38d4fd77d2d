"""Calendars: weekly spans and holidays, by which projects and flows are open."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import Any

from fastapi import Request

from callseat.admin.caller import By
from callseat.admin.models import calendars as models
from callseat.admin.models.common import Code, Page
from callseat.admin.routes.common import After, Found, Limit, only, page, protected, text_of
from callseat.admin.services import Of
from callseat.domain.directory import Calendar, Holiday, Span
from callseat.store.directory.calendar_file import import_calendar

router = protected("calendars")
_code = attrgetter("code")
_FILE: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}
}


@router.get("/calendars", operation_id="listCalendars", response_model=Page[models.Calendar])
async def list_calendars(services: Of, after: After = "", limit: Limit = 100) -> Found[Calendar]:
    """All calendars, by their codes."""
    return page(await services.directory.calendars.every(), _code, after, limit)


@router.get("/calendars/{code}", operation_id="getCalendar", response_model=models.Calendar)
async def get(code: Code, services: Of) -> Calendar:
    return only(await services.directory.calendars.every(), _code, code)


@router.post(
    "/calendars", operation_id="createCalendar", status_code=201, response_model=models.Calendar
)
async def create(body: models.Calendar, services: Of, by: By) -> Calendar:
    calendar = _applied(Calendar(body.code), body)
    async with services.change(by.user) as directory:
        await directory.calendars.add(calendar)
    return calendar


@router.patch("/calendars/{code}", operation_id="changeCalendar", response_model=models.Calendar)
async def change(code: Code, body: models.CalendarChange, services: Of, by: By) -> Calendar:
    """Change what is given, and nothing else; a list that is given replaces the one before."""
    async with services.change(by.user) as directory:
        calendar = _applied(only(await directory.calendars.every(), _code, code), body)
        await directory.calendars.change(calendar)
    return calendar


@router.post(
    "/calendars/{code}/import",
    operation_id="importCalendar",
    response_model=models.Calendar,
    openapi_extra=_FILE,
)
async def import_file(code: Code, request: Request, services: Of, by: By) -> Calendar:
    """Take weekdays and holidays from CSV (day,begin,end,name); the days it names are replaced."""
    text = await text_of(request)
    async with services.change(by.user) as directory:
        found = only(await directory.calendars.every(), _code, code)
        calendar = import_calendar(found, text)
        await directory.calendars.change(calendar)
    return calendar


@router.delete("/calendars/{code}", operation_id="deleteCalendar", status_code=204)
async def delete(code: Code, services: Of, by: By) -> None:
    """Remove a calendar that no project and no flow goes by."""
    async with services.change(by.user) as directory:
        await directory.calendars.remove(code)


def _applied(calendar: Calendar, body: models.CalendarFields) -> Calendar:
    """The calendar with what is given."""
    given: dict[str, Any] = {
        name: getattr(body, name) for name in ("name", "timezone") if name in body.model_fields_set
    }
    if "week" in body.model_fields_set:
        given["week"] = tuple(Span(one.day, one.begin, one.end) for one in body.week)
    if "holidays" in body.model_fields_set:
        given["holidays"] = tuple(
            Holiday(one.date, one.name, tuple(one.spans)) for one in body.holidays
        )
    return replace(calendar, **given)
