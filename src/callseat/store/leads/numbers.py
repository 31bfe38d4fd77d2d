"""Telephone numbers: one form to compare them by (E.164), and the time zone they lie in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import timezone

AS_DIALLED = ""  # the region of numbers that are no public ones, such as extensions
_DIALLED = re.compile(r"\+?[0-9]{2,20}")
_LETTERS = re.compile(r"[A-Za-z]")
_UNKNOWN = "Etc/Unknown"


@dataclass(frozen=True, slots=True)
class Number:
    """`dialled`: what is dialled; `e164`: what it is compared by; `timezone` "" if not known."""

    dialled: str
    e164: str
    timezone: str = ""


def read_number(text: str, region: str) -> Number | None:
    """A number as people write it; None if it cannot be one.

    `region`: the country of numbers without + (ISO 3166, as CN), or AS_DIALLED to take them as
    they are.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) > 40 or _LETTERS.search(plain):
        return None
    dialled = "".join(one for one in plain if one in "+0123456789")
    if not _DIALLED.fullmatch(dialled):
        return None
    if region == AS_DIALLED and not dialled.startswith("+"):
        return Number(dialled, dialled)
    return _public(plain, dialled, region)


def is_region(region: str) -> bool:
    return region == AS_DIALLED or region in phonenumbers.SUPPORTED_REGIONS


def is_timezone(name: str) -> bool:
    try:
        _zone(name)
    except (KeyError, ValueError, OSError):  # unknown, not a name at all, a folder of names
        return False
    return True


@lru_cache(maxsize=1000)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _public(plain: str, dialled: str, region: str) -> Number | None:
    try:
        parsed = phonenumbers.parse(plain, region or None)
    except phonenumbers.NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if parsed.extension or reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    zones = timezone.time_zones_for_number(parsed)
    # Of several nobody knows which: then the campaign's is the one.
    known = zones[0] if len(zones) == 1 and zones[0] != _UNKNOWN else ""
    return Number(dialled, e164, known)
