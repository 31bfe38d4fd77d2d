"""Whether a calendar is open at a moment, by the clock on its wall.

A day's spans are those of its date if it is a holiday, else of its weekday. A span that goes over
midnight belongs to the day on which it begins. Where clocks are changed, an hour that comes twice
is open twice, and one that does not come is open in neither.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from callseat.domain.directory import Calendar

MIDNIGHT = 24 * 60  # minutes
_DAY = timedelta(days=1)


def is_open(calendar: Calendar, at: int) -> bool:
    """`at` is milliseconds since the epoch."""
    local = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(calendar.timezone))
    today, minute = local.date(), local.hour * 60 + local.minute
    return any(begin <= minute < end for begin, end in _spans(calendar, today)) or any(
        minute + MIDNIGHT < end for _, end in _spans(calendar, today - _DAY)
    )


def minutes(text: str) -> int:
    """Since midnight, of "HH:MM"."""
    hours, _, rest = text.partition(":")
    return int(hours) * 60 + int(rest)


def _spans(calendar: Calendar, day: date) -> list[tuple[int, int]]:
    """In minutes since the day's midnight; beyond 1,440 is the day after."""
    name = day.isoformat()
    holiday = next((one for one in calendar.holidays if one.date == name), None)
    if holiday is not None:
        written = list(holiday.spans)
    else:
        weekday = day.weekday()
        written = [(span.begin, span.end) for span in calendar.week if span.day == weekday]
    return [reaching(minutes(begin), minutes(end)) for begin, end in written]


def reaching(begin: int, end: int) -> tuple[int, int]:
    """An end that is not after the beginning is of the next day."""
    return begin, end if end > begin else end + MIDNIGHT
