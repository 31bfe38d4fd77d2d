"""The server of the status feed's benchmark, in a process of its own.

The whole server on the simulated switch: wire, sessions, engine, store. Two things are left out,
since they are not measured: people come from memory instead of the database, and passwords are not
checked, for hashing thousands of them takes minutes.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path

import structlog
import uvloop

from callseat.app import Callseat
from callseat.config import ServerSettings, Settings, SwitchSettings
from callseat.domain.directory import Account, Directory, Group, Role
from callseat.domain.inputs import DirectoryLoaded, PhoneReachable
from callseat.wire.gate import Verdict

GROUPS = 20


def seat_name(number: int) -> str:
    return f"seat{number}"


class OpenDoor(Callseat):
    """Whoever gives a name is believed."""

    async def authenticate(self, user: str, password: str) -> Verdict:
        return Verdict.OK


def people(seats: int, watchers: int) -> Directory:
    """Agents in groups; the first few supervise all groups."""
    groups = tuple(Group(f"g{n}") for n in range(GROUPS))
    codes = tuple(group.code for group in groups)
    accounts = tuple(
        Account(
            seat_name(n),
            role=Role.SUPERVISOR if n < watchers else Role.AGENT,
            extension=str(10_000 + n),
            group=codes[n % GROUPS],
            supervises=codes if n < watchers else (),
        )
        for n in range(seats)
    )
    return Directory(groups=groups, accounts=accounts)


async def serve(seats: int, watchers: int) -> None:
    """Say where clients connect, and serve until standard input ends."""
    with tempfile.TemporaryDirectory(prefix="callseat-bench-") as folder:
        switch = SwitchSettings(kind="simulated")
        server = OpenDoor(Settings(data=Path(folder), server=ServerSettings(port=0), switch=switch))
        await server.start()
        while not server.engine.world.switch_up:  # its first word says that no phone is there
            await asyncio.sleep(0.01)
        directory = people(seats, watchers)
        server.hub.load(directory)
        now = server.clock()
        server.engine.put(DirectoryLoaded(now, directory))
        for account in directory.accounts:
            server.engine.put(PhoneReachable(now, account.extension, reachable=True))
        print(json.dumps({"address": server.address}), flush=True)
        await asyncio.to_thread(sys.stdin.read)
        await server.stop()


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    uvloop.run(serve(int(sys.argv[1]), int(sys.argv[2])))
