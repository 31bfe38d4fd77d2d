"""The server under many seats, in a process of its own: `python -m benchmarks.crowd_server <plan>`.

The whole server: wire, sessions, engine, store, and the simulated switch or that of Asterisk. Two
things are left out, since they are not measured: people come from memory instead of the database,
and passwords are not checked, for hashing thousands of them takes minutes.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from socket import SOCK_STREAM
from typing import Literal

import msgspec
import structlog
import uvloop

from benchmarks.measuring import Lateness
from callseat.app import Callseat
from callseat.city.ports import free_port
from callseat.collector import Collector
from callseat.config import ClientsSettings, ServerSettings, Settings, SwitchSettings
from callseat.domain.directory import Account, Directory, Group, Project, Queue, Role, Skill
from callseat.domain.flow.flow import Enqueue, Flow, NamedNode
from callseat.domain.inputs import DirectoryLoaded, PhoneReachable
from callseat.switch.driver import Phone, Plant
from callseat.wire.gate import Verdict

GROUPS = 20
QUEUE_OF = 100
"""Seats that serve one queue."""
EVERYBODY = 20_000
FIRST_EXTENSION = 10_000


class Plan(msgspec.Struct, frozen=True):
    """Who may come. The first `watchers` supervise all others, who serve queues."""

    data: str
    seats: int
    watchers: int = 0
    switch: Literal["simulated", "asterisk"] = "simulated"


def seat_name(number: int) -> str:
    return f"seat{number}"


def extension(number: int) -> str:
    return str(FIRST_EXTENSION + number)


def service_numbers(seats: int) -> list[str]:
    """One for each queue."""
    return [f"4{number:04}" for number in range(-(-seats // QUEUE_OF))]


class OpenDoor(Callseat):
    """Whoever gives a name is believed, and the directory is that of a plan."""

    def __init__(self, settings: Settings, directory: Directory) -> None:
        super().__init__(settings)
        self._people = directory

    async def authenticate(self, user: str, password: str) -> Verdict:
        return Verdict.OK

    async def _load_directory(self) -> None:
        phones = tuple(Phone(one.extension, one.user) for one in self._people.accounts)
        await self.switch.provision(Plant(phones))
        self.hub.load(self._people)
        self.engine.put(DirectoryLoaded(self.clock(), self._people))
        self._revision = await self.store.directory.revision()


def people(plan: Plan) -> Directory:
    """Watchers in a group of their own, the others in groups and queues."""
    groups = tuple(Group(f"g{n}") for n in range(GROUPS))
    codes = tuple(group.code for group in groups)
    watchers = tuple(
        Account(seat_name(n), role=Role.SUPERVISOR, extension=extension(n), group="boards",
                supervises=codes)
        for n in range(plan.watchers)
    )  # fmt: skip
    seats = tuple(
        Account(seat_name(n), extension=extension(n), group=codes[n % GROUPS],
                skills=(Skill(f"q{(n - plan.watchers) // QUEUE_OF}"),))
        for n in range(plan.watchers, plan.watchers + plan.seats)
    )  # fmt: skip
    numbers = service_numbers(plan.seats)
    return Directory(
        groups=(*groups, Group("boards")),
        accounts=watchers + seats,
        queues=tuple(Queue(f"q{n}", announce_every=0) for n in range(len(numbers))),
        projects=tuple(
            Project(f"p{n}", service_numbers=(number,), flow=f"f{n}", recorded=False)
            for n, number in enumerate(numbers)
        ),
        flows=tuple(
            Flow(f"f{n}", f"f{n}", "line", (NamedNode("line", Enqueue(f"q{n}")),))
            for n in range(len(numbers))
        ),
    )


def settings_for(plan: Plan) -> Settings:
    """All may come at once, from one address. Asterisk is played by others."""
    ports = {"ari_port": 0, "ami_port": free_port(SOCK_STREAM), "http_port": free_port(SOCK_STREAM)}
    return Settings(
        data=Path(plan.data),
        server=ServerSettings(port=0),
        clients=ClientsSettings(lobby_limit=EVERYBODY, lobby_limit_per_address=EVERYBODY),
        switch=SwitchSettings(kind=plan.switch, manage=False, **ports),
    )


async def serve(plan: Plan) -> None:
    """Say where clients connect, answer each line of input, and serve until input ends."""
    directory = people(plan)
    server = OpenDoor(settings_for(plan), directory)
    await server.start()
    while not server.engine.world.switch_up:  # its first word says which phones are there
        await asyncio.sleep(0.01)
    if plan.switch == "simulated":
        for account in directory.accounts:
            now = server.clock()
            server.engine.put(PhoneReachable(now, account.extension, reachable=True))
    collecting = asyncio.create_task(Collector(lambda: False).run())  # as in `callseat run`
    lateness = Lateness()
    print(json.dumps({"address": server.address}), flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        facts = {"stall": lateness.take(), "bugs": server.engine.bugs}
        print(json.dumps(facts), flush=True)
    collecting.cancel()
    await server.stop()


if __name__ == "__main__":
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(30),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    uvloop.run(serve(msgspec.json.decode(sys.argv[1], type=Plan)))
