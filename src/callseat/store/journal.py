"""An append-only file of rows that the database could not take yet, one a line."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import structlog

from callseat.domain.rows import Row
from callseat.store.upsert import from_line, to_line

log = structlog.get_logger(__name__)

CHUNK = 1000


class Journal:
    """Later lines are newer: reading them in order and replacing by key gives the last state.

    All methods block and belong into a thread. They raise OSError when the disk refuses.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._one_at_a_time = threading.Lock()

    def empty(self) -> bool:
        return not self._path.exists() or self._path.stat().st_size == 0

    def append(self, rows: Iterable[Row]) -> None:
        """Write the rows and have them on the disk; on an error the file is as it was."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(map(to_line, rows)).encode("ascii")
        with self._one_at_a_time:
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                _append(file, lines)
            finally:
                os.close(file)

    def chunks(self) -> Iterator[list[Row]]:
        """The rows in the order of writing. A damaged line is reported and left out."""
        if self.empty():
            return
        with self._path.open(encoding="ascii", errors="replace") as file:
            while lines := list(islice(file, CHUNK)):
                yield list(_readable(lines))

    def clear(self) -> None:
        """Forget everything; called when all of it is in the database."""
        self._path.unlink(missing_ok=True)


def _append(file: int, lines: bytes) -> None:
    size = os.fstat(file).st_size
    try:
        written = 0
        while written < len(lines):
            written += os.write(file, lines[written:])
        os.fsync(file)
    except OSError:
        # Half a line would damage the next one.
        os.ftruncate(file, size)
        raise


def _readable(lines: Iterable[str]) -> Iterator[Row]:
    for line in lines:
        try:
            yield from_line(line)
        except ValueError:
            log.error("journal_line_damaged", line=line[:500])
