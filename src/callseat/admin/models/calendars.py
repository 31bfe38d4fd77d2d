"""Calendars: when somewhere is open."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from callseat.admin.models.common import Body, Code, Name, without_defaults
from callseat.store.directory.calendars import MOST_HOLIDAYS

Clock = Annotated[
    str,
    StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"),
    Field(examples=["09:00"]),
]
Date = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), Field(examples=["2026-10-01"])
]


class Span(Body):
    """An end that is not after the beginning is of the next day."""

    day: int = Field(ge=0, le=6, description="0 is Monday.")
    begin: Clock
    end: Clock


class Holiday(Body):
    """Without spans it is closed on this day; with spans it is open then, whatever the weekday."""

    date: Date
    name: Name = ""
    spans: list[tuple[Clock, Clock]] = Field([], max_length=12)


class CalendarFields(Body):
    name: Name = ""
    timezone: str = Field("Asia/Shanghai", max_length=64)
    week: list[Span] = Field([], max_length=84)
    holidays: list[Holiday] = Field([], max_length=MOST_HOLIDAYS)


class CalendarChange(CalendarFields):
    model_config = ConfigDict(json_schema_extra=without_defaults)


class Calendar(CalendarFields):
    code: Code
