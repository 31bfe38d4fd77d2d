"""Rows that wait in memory for the database, at most one for each key, oldest first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from callseat.domain.rows import EventRow, Row
from callseat.store.upsert import Key, key_of


class Backlog:
    """Bounded: beyond `limit` the oldest row is dropped and counted, log lines first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._rows: OrderedDict[Key, Row] = OrderedDict()
        self._events: OrderedDict[Key, Row] = OrderedDict()
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._rows) + len(self._events)

    def put(self, row: Row) -> None:
        """Keep a row; it replaces an older one of its key."""
        rows = self._events if isinstance(row, EventRow) else self._rows
        rows[key_of(row)] = row
        if len(self) > self._limit:
            (self._events or self._rows).popitem(last=False)
            self.dropped += 1

    def take(self, count: int) -> list[Row]:
        """Remove and return up to `count` rows, the oldest first, log lines last."""
        taken: list[Row] = []
        for rows in (self._rows, self._events):
            while rows and len(taken) < count:
                taken.append(rows.popitem(last=False)[1])
        return taken

    def give_back(self, taken: Iterable[Row]) -> None:
        """Return rows that were not written; a newer row of the same key stays instead."""
        for row in reversed(list(taken)):
            rows = self._events if isinstance(row, EventRow) else self._rows
            key = key_of(row)
            if key not in rows:
                rows[key] = row
                rows.move_to_end(key, last=False)
