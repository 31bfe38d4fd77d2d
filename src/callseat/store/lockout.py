"""Counts failed logins by user name and locks a name after too many in a row.

Unknown names are locked like known ones, else the lock would tell which names exist. They are
counted apart, in bounded space: a flood of made-up names must neither grow the memory nor push
out the count of a real account. Kept in this process: a restart forgets it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

_UNKNOWN_NAMES = 10_000
_NAME_LENGTH = 64


@dataclass(slots=True)
class _Count:
    failures: int = 0
    last_at: int = 0


class Lockout:
    """`failures` in a row lock a name until `locked_ms` after the last of them."""

    def __init__(self, failures: int, locked_ms: int) -> None:
        self._failures = failures
        self._locked_ms = locked_ms
        self._known: OrderedDict[str, _Count] = OrderedDict()
        self._unknown: OrderedDict[str, _Count] = OrderedDict()

    def attempt(self, user: str, *, known: bool, at_ms: int) -> bool:
        """Count an attempt as failed until `forget`; False if the name is locked."""
        counts = self._known if known else self._unknown
        name = user[:_NAME_LENGTH]
        count = counts.setdefault(name, _Count())
        counts.move_to_end(name)
        if not known and len(counts) > _UNKNOWN_NAMES:
            counts.popitem(last=False)
        if at_ms - count.last_at >= self._locked_ms:
            count.failures = 0
        if count.failures >= self._failures:
            return False
        count.failures += 1
        count.last_at = at_ms
        return True

    def forget(self, user: str) -> None:
        """The right password was given: start counting again."""
        self._known.pop(user, None)

    def size(self) -> int:
        """How many names are being counted."""
        return len(self._known) + len(self._unknown)
