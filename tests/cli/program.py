"""`callseat` as a process of its own, whose lines are waited for with a deadline."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

from tests.support.terminal import heed_signals

CODE = "from callseat.cli import main; main()"


class Program:
    """Made by `start`. Standard output and standard error are one stream of lines."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[str] = []

    @classmethod
    async def start(cls, *words: str, **environment: str) -> Program:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            CODE,
            *words,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=os.environ | {"CALLSEAT_LANGUAGE": "en"} | environment,
            preexec_fn=heed_signals,
        )
        return cls(process)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    async def line(self, pattern: str, within: float = 40.0) -> re.Match[str]:
        """The next line in which the pattern is found."""
        try:
            async with asyncio.timeout(within):
                while line := await self._next():
                    if found := re.search(pattern, line):
                        return found
        except TimeoutError:
            raise AssertionError(f"no {pattern!r} in time in:\n{self.text}") from None
        raise AssertionError(f"it ended without {pattern!r}:\n{self.text}")

    async def end(self, within: float = 40.0) -> int:
        """Wait for the end: its exit code."""
        try:
            async with asyncio.timeout(within):
                while await self._next():
                    pass
                return await self.process.wait()
        except TimeoutError:
            raise AssertionError(f"it did not end in time:\n{self.text}") from None

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def kill(self) -> None:
        """Whatever it does. An orderly stop is tried first: it has processes of its own."""
        if self.process.returncode is None:
            for _ in range(2):
                self.send(signal.SIGTERM)
            try:
                await asyncio.wait_for(self.process.communicate(), 20)
            except TimeoutError:
                self.process.kill()
                await self.process.communicate()

    async def _next(self) -> str:
        """The next line with its end; "" when there are no more."""
        assert self.process.stdout is not None
        line = (await self.process.stdout.readline()).decode()
        if line:
            self.lines.append(line.rstrip("\n"))
        return line


def processes_in(folder: Path) -> list[str]:
    """The command lines of processes that name this folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in line:
            found.append(line)
    return found


def left_in(folder: Path) -> list[Path]:
    """What still lies there."""
    return list(folder.iterdir())
