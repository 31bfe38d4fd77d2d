"""Weekly spans and holidays from a CSV file, such as the holidays of next year.

    day,begin,end,name
    mon,09:00,18:00,
    2026-10-01,,,National Day
    2026-10-02,10:00,16:00,Half a day

A line is a span of a weekday (mon to sun) or of a date; a weekday or a date without times is
closed. What is named replaces what the calendar had for that day; all other days stay.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from callseat.domain.directory import Calendar, Holiday, Span
from callseat.store.directory import rules
from callseat.store.directory.calendars import check_calendar, check_date, check_span
from callseat.store.errors import DirectoryError

COLUMNS = ("day", "begin", "end", "name")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MAX_BYTES = 256 * 1024
_MOST_FAULTS = 100


class CalendarFileError(DirectoryError):
    """The file is refused; `faults` are lines, counted from 1, with what is wrong there."""

    def __init__(self, faults: Sequence[tuple[int, str]]) -> None:
        super().__init__("\n".join(f"line {line}: {sentence}" for line, sentence in faults))
        self.faults = tuple(faults)


@dataclass(slots=True)
class _Read:
    week: dict[int, list[Span]] = field(default_factory=dict)
    holidays: dict[str, Holiday] = field(default_factory=dict)


def import_calendar(calendar: Calendar, text: str) -> Calendar:
    """The calendar with the days of the file. Raises CalendarFileError, or DirectoryError for what
    does not fit together.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise DirectoryError(f"The file is larger than {MAX_BYTES // 1024} KiB.")
    found = _read(text)
    week = [span for span in calendar.week if span.day not in found.week]
    week += [span for day in sorted(found.week) for span in found.week[day]]
    holidays = [one for one in calendar.holidays if one.date not in found.holidays]
    holidays += found.holidays.values()
    changed = replace(
        calendar,
        week=tuple(sorted(week, key=lambda span: (span.day, span.begin))),
        holidays=tuple(sorted(holidays, key=lambda one: one.date)),
    )
    check_calendar(changed)
    return changed


def _read(text: str) -> _Read:
    found = _Read()
    faults: list[tuple[int, str]] = []
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        for line in reader:
            cells = [cell.strip() for cell in line]
            if not any(cells) or (reader.line_num == 1 and cells[0].lower() == COLUMNS[0]):
                continue
            try:
                _take(found, cells)
            except DirectoryError as fault:
                faults.append((reader.line_num, str(fault)))
    except csv.Error as error:
        faults.append((reader.line_num, f"This is not CSV ({error})."))
    if faults:
        raise CalendarFileError(faults[:_MOST_FAULTS])
    return found


def _take(found: _Read, cells: list[str]) -> None:
    if len(cells) > len(COLUMNS):
        raise DirectoryError(f"There are more than {len(COLUMNS)} columns: {', '.join(COLUMNS)}.")
    day, begin, end, name = (*cells, *[""] * (len(COLUMNS) - len(cells)))
    if begin or end:
        check_span(begin, end, day[:10])
    if day.lower() in DAYS:
        number = DAYS.index(day.lower())
        spans = found.week.setdefault(number, [])
        spans += [Span(number, begin, end)] if begin else []
        return
    if not day[:1].isdigit():
        raise DirectoryError(f"{day[:40]!a} is neither a date nor one of {', '.join(DAYS)}.")
    check_date(day)
    rules.check_name(name, "holiday")
    before = found.holidays.get(day, Holiday(day))
    added = ((begin, end),) if begin else ()
    found.holidays[day] = Holiday(day, name or before.name, (*before.spans, *added))
