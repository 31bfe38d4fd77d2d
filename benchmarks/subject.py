"""A server program on the core of the subject, from its start to its end."""

from __future__ import annotations

import asyncio
import json
import resource
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from benchmarks.measuring import Cores, on_core

WITHIN = 120.0
"""Seconds for whatever is waited for."""


class Subject:
    """A program that says its address, answers each line with a line, and ends with its input."""

    def __init__(self, process: Process, address: str) -> None:
        self.address = address
        self.pid = process.pid
        self._process = process

    async def report(self) -> dict[str, Any]:
        """What it noted since the last report."""
        if self._process.stdin is None:
            raise RuntimeError("the program takes no input")
        self._process.stdin.write(b"\n")
        return await _line(self._process)


@asynccontextmanager
async def running(module: str, *arguments: str) -> AsyncIterator[Subject]:
    """Start a program of `benchmarks`; it has ended afterwards. Raises TimeoutError."""
    command = (sys.executable, "-m", f"benchmarks.{module}", *arguments)
    with on_core(Cores.choose().subject):
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    try:
        yield Subject(process, (await _line(process))["address"])
    finally:
        if process.stdin is not None:
            process.stdin.close()
        try:
            async with asyncio.timeout(WITHIN):
                await process.wait()
        except TimeoutError:
            process.kill()
            raise


async def _line(process: Process) -> dict[str, Any]:
    if process.stdout is None:
        raise RuntimeError("the program's output is not read")
    async with asyncio.timeout(WITHIN):
        line = await process.stdout.readline()
    if not line:
        raise RuntimeError("the program ended; see what it printed")
    facts: dict[str, Any] = json.loads(line)
    return facts


def allow_sockets(number: int) -> None:
    """Let this process and those that it starts have so many. Ends the program if they may not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = number + 200
    if hard != resource.RLIM_INFINITY and hard < needed:
        sys.exit(f"{needed} open files are needed, the limit is {hard}: raise it (ulimit -Hn)")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, needed), hard))
