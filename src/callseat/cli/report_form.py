"""A report in the form that is wanted: a table for people, CSV, CSV for spreadsheets, JSON."""

from __future__ import annotations

import csv
import sys
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing, contextmanager
from enum import StrEnum
from io import TextIOWrapper
from typing import Any, TextIO

from rich.table import Table
from rich.text import Text

from callseat.cli.output import print_json, print_table
from callseat.printable import harmless, printable
from callseat.store.reports.columns import Column, Kind, as_mapping, as_text
from callseat.store.reports.report import L, Report
from callseat.store.reports.span import Span

_RIGHT = {Kind.COUNT, Kind.DURATION, Kind.SHARE}


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def write_table(columns: Sequence[Column[L]], report: Report[L], language: str) -> None:
    """The main columns; durations as hours, minutes and seconds."""
    shown = [column for column in columns if column.main]
    table = Table(show_edge=False, header_style="bold")
    for column in shown:
        table.add_column(
            column.heading(language), justify="right" if column.kind in _RIGHT else "left"
        )
    for line in report.lines:
        values = (_for_people(column, line, report.question.span) for column in shown)
        table.add_row(*map(Text, values))
    print_table(table)


def write_json(columns: Sequence[Column[L]], report: Report[L]) -> None:
    """One object: what was asked, up to when it is complete, and the lines."""
    span = report.question.span
    print_json(
        {
            "from": span.shown(span.start),
            "to": span.shown(span.until),
            "timezone": span.zone.key,
            "by": report.question.by,
            "complete_until": span.shown(report.complete.until),
            "open": report.complete.open,
            "lines": [as_mapping(columns, line, span) for line in report.lines],
        }
    )


async def write_csv(columns: Sequence[Column[L]], lines: AsyncGenerator[L], span: Span) -> None:
    """For programs: stable names, milliseconds, shares from 0 to 1 (RFC 4180, UTF-8)."""
    with _standard_output() as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in columns)
        async with aclosing(lines):
            async for line in lines:
                cells = as_mapping(columns, line, span).values()
                writer.writerow(as_text(one) if isinstance(one, dict) else one for one in cells)


async def write_spreadsheet(
    columns: Sequence[Column[L]], lines: AsyncGenerator[L], span: Span, language: str
) -> None:
    """For spreadsheet programs: headings for people, seconds, percent, and no formulas."""
    with _standard_output() as file:
        file.write("\ufeff")  # without it they take UTF-8 for the machine's old encoding
        writer = csv.writer(file)
        writer.writerow(_heading(column, language) for column in columns)
        async with aclosing(lines):
            async for line in lines:
                writer.writerow(_for_spreadsheets(column, line, span) for column in columns)


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    """UTF-8 whatever the terminal's language, and line ends as the writer makes them (CRLF)."""
    file = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace", newline="")
    try:
        yield file
        file.flush()
    finally:
        file.detach()


def _heading(column: Column[Any], language: str) -> str:
    unit = {Kind.DURATION: " (秒)" if language == "zh" else " (s)", Kind.SHARE: " (%)"}
    return column.heading(language) + unit.get(column.kind, "")


def _for_spreadsheets(column: Column[L], line: L, span: Span) -> str | int | float | None:
    value = column.value(line)
    match column.kind:
        case Kind.TEXT | Kind.COUNTS:
            return harmless(as_text(value) if isinstance(value, dict) else value)
        case Kind.MOMENT:
            return span.shown(value)
        case Kind.DURATION if value is not None:
            return float(value) / 1000
        case Kind.SHARE if value is not None:
            return round(100 * float(value), 2)
    count: int | None = value
    return count


def _for_people(column: Column[L], line: L, span: Span) -> str:
    value = column.value(line)
    if value is None:
        return ""
    match column.kind:
        case Kind.TEXT | Kind.COUNTS:
            return printable(as_text(value) if isinstance(value, dict) else value)
        case Kind.MOMENT:
            return span.shown(value).replace("T", " ")
        case Kind.DURATION:
            minutes, seconds = divmod(value // 1000, 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case Kind.SHARE:
            return f"{value:.1%}"
    return str(value)
