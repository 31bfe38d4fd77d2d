"""A real Asterisk for tests: the installed one, free ports, run folders that vanish.

`start_asterisk` is the fixture to use: `process = await start_asterisk(application="city")`.
"""

import fcntl
import os
import random
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Protocol

import pytest

from callseat.switch.asterisk.runtime.configuration import Plan
from callseat.switch.asterisk.runtime.find import find_or_install
from callseat.switch.asterisk.runtime.folder import RunFolder
from callseat.switch.asterisk.runtime.installation import Installation
from callseat.switch.asterisk.runtime.process import AsteriskProcess, ProcessNotice
from callseat.switch.asterisk.runtime.settings import AsteriskSettings

LOWEST, HIGHEST = 12_000, 19_999
"""Below the ports that the system gives to outgoing connections."""
RTP_LOWEST, RTP_HIGHEST, RTP_COUNT = 20_000, 31_500, 1_000
_held: list[IO[str]] = []
"""Locks of the ports given out: another test run on this machine gets different ones."""


def free_ports(count: int) -> list[int]:
    """Loopback ports free for TCP and UDP, given to no other test process while this one lives."""
    folder = Path(tempfile.gettempdir()) / f"callseat-test-ports.{os.getuid()}"
    folder.mkdir(exist_ok=True)
    found: list[int] = []
    for port in random.sample(range(LOWEST, HIGHEST + 1), HIGHEST - LOWEST + 1):
        if len(found) == count:
            return found
        if _is_free(port) and _hold(folder / str(port)):
            found.append(port)
    raise RuntimeError(f"no {count} free ports between {LOWEST} and {HIGHEST}")


def free_port() -> int:
    """One free port."""
    return free_ports(1)[0]


def _is_free(port: int) -> bool:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as stream,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagram,
    ):
        try:
            stream.bind(("127.0.0.1", port))
            datagram.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _hold(path: Path) -> bool:
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return False
    _held.append(file)
    return True


def rtp_first() -> int:
    """Where a range of RTP_COUNT ports for sound begins. It may overlap another's: busy ports are
    skipped by Asterisk itself."""
    return random.randrange(RTP_LOWEST, RTP_HIGHEST, 2)


def loopback_settings(**changes: Any) -> AsteriskSettings:
    """Settings on free loopback ports."""
    sip, http, manager = free_ports(3)
    first = rtp_first()
    values = {
        "sip_address": "127.0.0.1",
        "sip_port": sip,
        "http_port": http,
        "manager_port": manager,
        "rtp_first_port": first,
        "rtp_last_port": first + RTP_COUNT,
        **changes,
    }
    return AsteriskSettings(**values)


@pytest.fixture(scope="session")
def asterisk_installation() -> Installation:
    """The machine's suitable Asterisk, installed into the user's cache if there is none."""
    return find_or_install(os.environ.get("CALLSEAT_ASTERISK", ""))


@pytest.fixture
def make_run_folder() -> Iterator[Callable[[], RunFolder]]:
    """A factory of run folders with short paths, removed afterwards."""
    made: list[Path] = []

    def make() -> RunFolder:
        made.append(Path(tempfile.mkdtemp(prefix="callseat-")))
        return RunFolder(made[-1])

    yield make
    for path in made:
        shutil.rmtree(path, ignore_errors=True)


class StartAsterisk(Protocol):
    """What the fixture `start_asterisk` gives."""

    async def __call__(
        self,
        *,
        folder: RunFolder | None = None,
        extra: Mapping[str, str] | None = None,
        notify: Callable[[ProcessNotice], None] = ...,
        **settings: Any,
    ) -> AsteriskProcess:
        """A started, ready Asterisk; `settings` are fields of AsteriskSettings."""


@pytest.fixture
async def start_asterisk(
    asterisk_installation: Installation, make_run_folder: Callable[[], RunFolder]
) -> AsyncIterator[StartAsterisk]:
    """Start any number of Asterisks; all are ended afterwards."""
    started: list[AsteriskProcess] = []

    async def start(
        *,
        folder: RunFolder | None = None,
        extra: Mapping[str, str] | None = None,
        notify: Callable[[ProcessNotice], None] = lambda _notice: None,
        **settings: Any,
    ) -> AsteriskProcess:
        plan = Plan(
            loopback_settings(**settings),
            folder or make_run_folder(),
            asterisk_installation,
            extra or {},
        )
        process = AsteriskProcess(plan, notify)
        await process.start()
        started.append(process)
        return process

    yield start
    for process in reversed(started):
        await process.stop()
