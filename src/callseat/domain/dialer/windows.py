"""When a number may be called, by the clock on its owner's wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from callseat.domain.calendar import is_open
from callseat.domain.dialer.campaign import Campaign
from callseat.domain.directory import Calendar

UNKNOWN = (LookupError, ValueError, OSError)  # what ZoneInfo raises for a name that is none


def zone_of(campaign: Campaign, named: str) -> str:
    """The time zone of a number; the campaign's where none is named, or none of that name is."""
    if named:
        try:
            ZoneInfo(named)
        except UNKNOWN:
            return campaign.timezone
    return named or campaign.timezone


def may_call(calendar: Calendar | None, zone: str, at: int) -> bool:
    """Whether it is a time for calls there; without a calendar it always is."""
    return calendar is None or is_open(replace(calendar, timezone=zone), at)


def day_of(zone: str, at: int) -> str:
    """The date (YYYY-MM-DD) there."""
    return _local(zone, at).date().isoformat()


def next_day(zone: str, at: int) -> int:
    """When the next day begins there, ms since the epoch."""
    local = _local(zone, at)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return int((midnight + timedelta(days=1)).timestamp() * 1000)


def _local(zone: str, at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone))
