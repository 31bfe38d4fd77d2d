"""Programs that are ended, and folders with short paths that are removed."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import structlog

from tests.cli.program import Program
from tests.support.asterisk import free_ports

Start = Callable[..., Awaitable[Program]]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """`await start("run", CALLSEAT_DATA=...)`; all are ended afterwards."""
    programs: list[Program] = []

    async def begin(*words: str, **environment: str) -> Program:
        programs.append(await Program.start(*words, **environment))
        return programs[-1]

    yield begin
    for program in programs:
        await program.kill()


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short, because a control socket's path is limited."""
    made = Path(tempfile.mkdtemp(prefix="cs-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """A command that is run in this process sets up its logs for the whole of it."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def simulated(data: Path) -> dict[str, str]:
    """The environment of a server without telephony on a port of the system's choice."""
    return {
        "CALLSEAT_DATA": str(data),
        "CALLSEAT_SERVER__PORT": "0",
        "CALLSEAT_SWITCH__KIND": "simulated",
    }


def real(data: Path) -> dict[str, str]:
    """The environment of a server with an Asterisk of its own on free loopback ports."""
    sip, http, ari, ami = free_ports(4)
    return {
        "CALLSEAT_DATA": str(data),
        "CALLSEAT_SERVER__PORT": "0",
        "CALLSEAT_SWITCH__SIP_HOST": "127.0.0.1",
        "CALLSEAT_SWITCH__SIP_PORT": str(sip),
        "CALLSEAT_SWITCH__HTTP_PORT": str(http),
        "CALLSEAT_SWITCH__ARI_PORT": str(ari),
        "CALLSEAT_SWITCH__AMI_PORT": str(ami),
        "CALLSEAT_SWITCH__RTP_FIRST": "24000",
        "CALLSEAT_SWITCH__RTP_LAST": "26000",
    }
