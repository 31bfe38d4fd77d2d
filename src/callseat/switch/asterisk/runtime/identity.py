"""A process known for certain: its number and its start time, and a handle to wait for its end.

A number alone may by now belong to another program; number and start time do not (proc(5)).
"""

import asyncio
import json
import os
import signal
from dataclasses import asdict, dataclass
from pathlib import Path

from .folder import write_private


@dataclass(frozen=True, slots=True)
class ProcessRecord:
    """What is written down about a process that we started."""

    number: int
    started: int
    """Clock ticks since boot."""
    configuration: str
    """Fingerprint of the configuration that it was started with."""

    def save(self, path: Path) -> None:
        """Write it as JSON."""
        write_private(path, json.dumps(asdict(self)))


def load_record(path: Path) -> ProcessRecord | None:
    """The record in a file; None when there is none or it is damaged."""
    try:
        return ProcessRecord(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def start_time(number: int) -> int | None:
    """Start of a living process in clock ticks since boot; None for a dead one or a zombie."""
    try:
        stat = Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else int(fields[19])


def is_alive(record: ProcessRecord, argument: str) -> bool:
    """Whether the recorded process still runs, with `argument` on its command line."""
    if start_time(record.number) != record.started:
        return False
    try:
        words = Path(f"/proc/{record.number}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return os.fsencode(argument) in words


class ProcessHandle:
    """Waits for and signals one process, child or not, through a pidfd (Linux >= 5.3)."""

    def __init__(self, number: int) -> None:
        """Raises ProcessLookupError when there is no such process."""
        self.number = number
        self._descriptor = os.pidfd_open(number)
        self._ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(self._descriptor, self._end)

    def _end(self) -> None:
        self._ended.set()
        self.close()

    @property
    def ended(self) -> bool:
        """Whether it is gone."""
        return self._ended.is_set()

    async def wait(self, deadline: float | None = None) -> bool:
        """True once it is gone, False when `deadline` seconds have passed before."""
        try:
            await asyncio.wait_for(self._ended.wait(), deadline)
        except TimeoutError:
            return False
        return True

    def send(self, what: signal.Signals) -> None:
        """Send a signal; nothing happens to a process that is gone."""
        if not self.ended and self._descriptor >= 0:
            signal.pidfd_send_signal(self._descriptor, what)

    def close(self) -> None:
        """Stop watching; the process is left alone."""
        if self._descriptor >= 0:
            asyncio.get_running_loop().remove_reader(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = -1
