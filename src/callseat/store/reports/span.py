"""A span of time in a site's time zone, and its borders: local quarters, hours and days.

Days have 23 or 25 hours where clocks are changed, and a repeated hour is two buckets, because a
border is an instant (https://docs.python.org/3/library/zoneinfo.html on `fold`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from callseat.store.errors import StoreError

MOST_BUCKETS = 100_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_YEARS = range(1971, 3000)


class SpanError(StoreError):
    """The span cannot be used; the text says why."""


class By(StrEnum):
    """How long a bucket is. They begin at full quarters, halves, hours and days of local time."""

    QUARTER = "15m"
    HALF = "30m"
    HOUR = "hour"
    DAY = "day"
    ALL = "all"


_LENGTHS = {
    By.QUARTER: timedelta(minutes=15),
    By.HALF: timedelta(minutes=30),
    By.HOUR: timedelta(hours=1),
    By.DAY: timedelta(days=1),
}


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to before `until`, both milliseconds since the epoch."""

    start: int
    until: int
    zone: ZoneInfo

    def shown(self, at: int) -> str:
        """This instant in local time with its offset, as ISO 8601."""
        local = _local(at, self.zone)
        whole = local.second == 0 and local.microsecond == 0
        return local.isoformat(timespec="minutes" if whole else "milliseconds")


def parse_span(first: str, last: str, zone: ZoneInfo) -> Span:
    """From texts like 2026-11-01 or 2026-11-01T08:00 (local, unless it has an offset).

    A date as `last` includes that day, a time is exclusive. Raises SpanError.
    """
    span = Span(_parse(first, zone, end=False), _parse(last, zone, end=True), zone)
    if span.until <= span.start:
        raise SpanError(f"The span ends before it begins: from {first!a} to {last!a}.")
    return span


def borders(span: Span, by: By) -> tuple[int, ...]:
    """Where buckets begin, and where the last one ends. Raises SpanError for too many of them.

    The first and the last bucket are shorter where the span begins or ends within one.
    """
    if by is By.ALL:
        return span.start, span.until
    if (span.until - span.start) * _MILLISECOND > MOST_BUCKETS * _LENGTHS[by]:
        raise SpanError(f"The span is too long to be cut by {by}: choose longer pieces.")
    found = [span.start]
    while (after := _next(found[-1], by, span.zone)) < span.until:
        found.append(after)
    return *found, span.until


def _next(at: int, by: By, zone: ZoneInfo) -> int:
    local = _local(at, zone)
    if by is By.DAY:
        return _instant(datetime.combine(local.date() + timedelta(days=1), time(), zone))
    # A step is measured on the wall clock but taken in time that passes: after a change of the
    # clock the next step ends at a full piece again.
    since_midnight = local.replace(tzinfo=None) - datetime.combine(local.date(), time())
    left = _LENGTHS[by] - since_midnight % _LENGTHS[by]
    return at + left // _MILLISECOND


def _parse(text: str, zone: ZoneInfo, *, end: bool) -> int:
    moment = _moment(text, end=end)
    if moment.year not in _YEARS:
        raise SpanError(f"The year of {text[:40]!a} must be from {_YEARS[0]} to {_YEARS[-1]}.")
    return _instant(moment if moment.tzinfo else moment.replace(tzinfo=zone))


def _moment(text: str, *, end: bool) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        pass
    else:
        return datetime.combine(day + timedelta(days=end and day < date.max), time())
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise SpanError(
            f"{text[:40]!a} is neither a date like 2026-11-01 nor a time like 2026-11-01T08:00."
        ) from None


def _local(at: int, zone: ZoneInfo) -> datetime:
    return (_EPOCH + at * _MILLISECOND).astimezone(zone)


def _instant(moment: datetime) -> int:
    return (moment.astimezone(UTC) - _EPOCH) // _MILLISECOND
