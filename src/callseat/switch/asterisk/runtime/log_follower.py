"""Asterisk's log lines handed on as structured log.

A file lies between the two: a pipe would block or kill Asterisk's log when our server dies.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import structlog

LOOK_EVERY = 0.25
"""Seconds; one `stat` each."""
_LEVELS = {"ERROR": "error", "WARNING": "warning", "NOTICE": "info"}


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of Asterisk's log."""

    level: str
    """`error`, `warning`, `info` or `debug`."""
    module: str
    message: str


def parse_line(line: str) -> LogLine | None:
    """A line of the `[json]` format (logger.conf); None for the version banner and the like."""
    try:
        entry: Any = json.loads(line)["logmsg"]
        level, message = str(entry["level"]), str(entry["message"])
        module = str(entry["location"]["filename"]).removesuffix(".c")
    except (ValueError, KeyError, TypeError):
        return None
    return LogLine(_LEVELS.get(level, "debug"), module, _printable(message))


def _printable(text: str) -> str:
    """Log text carries callers' words: no control character reaches a terminal."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


class LogFollower:
    """Follows the file from where it ends now, through rotations."""

    def __init__(self, path: Path, limit: int, rotate: Callable[[], Awaitable[object]]) -> None:
        self._path = path
        self._limit = limit
        self._rotate = rotate
        self._log = structlog.get_logger("asterisk")
        self._file: IO[str] | None = None
        self._inode = 0
        self._rest = ""
        self._open(from_end=True)

    async def run(self) -> None:
        """Forward lines until cancelled."""
        while True:
            self.forward()
            if self._size() > self._limit:
                await self._rotate()
                self._remove_old()
            await asyncio.sleep(LOOK_EVERY)

    def forward(self) -> None:
        """Forward what has been written since the last look."""
        self._read()
        if self._inode != self._current_inode():
            self._open(from_end=False)
            self._read()

    def close(self) -> None:
        """Forward the last lines and let go of the file."""
        self.forward()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self, *, from_end: bool) -> None:
        if self._file is not None:
            self._file.close()
        self._file, self._rest = None, ""
        try:
            self._file = self._path.open(encoding="utf-8", errors="replace", newline="\n")
        except FileNotFoundError:
            return
        self._inode = self._current_inode()
        if from_end:
            self._file.seek(0, 2)

    def _read(self) -> None:
        if self._file is None:
            return
        *lines, self._rest = (self._rest + self._file.read()).split("\n")
        for text in lines:
            line = parse_line(text)
            if line is not None:
                getattr(self._log, line.level)(line.message, module=line.module)

    def _current_inode(self) -> int:
        try:
            return self._path.stat().st_ino
        except FileNotFoundError:
            return 0

    def _size(self) -> int:
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            return 0

    def _remove_old(self) -> None:
        """Asterisk counts rotated files upwards without end: keep `.0` only."""
        for old in self._path.parent.glob(f"{self._path.name}.*"):
            if old.suffix != ".0":
                old.unlink(missing_ok=True)
