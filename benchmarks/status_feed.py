"""How fast a change of status reaches everybody who watches, and at what price: `make bench-feed`.

Seats are connected on real WebSockets; some of them watch all others. Seats change their status at
a steady rate. A delay is the time from the sending of the command that brings a change about until
the last watcher has read of it: the way there, the server, the ways to all watchers, and this
process, which plays all of them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import statistics
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import msgspec
import uvloop
from rich.console import Console
from rich.table import Table
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from benchmarks.feed_server import seat_name
from benchmarks.measuring import Cores, cpu_seconds, on_core, resident_megabytes, until_quiet

AT_ONCE = 20
"""Seats that log in at the same time."""
IDLE, BUSY = "1", "10"
WITHIN = 120.0


class Params(msgspec.Struct):
    targetUserName: str = ""  # noqa: N815 - the protocol's names
    status: str = ""
    seats: int = 0


class Message(msgspec.Struct):
    method: str = ""
    params: Params = msgspec.field(default_factory=Params)
    id: int = 0


_read = msgspec.json.Decoder(Message).decode


@dataclass
class Change:
    """One seat's change on its way to all watchers."""

    began: float
    status: str
    missing: int
    done: asyncio.Event = field(default_factory=asyncio.Event)
    seconds: float = 0.0


class Watched:
    """What is under way, by the seat that changes."""

    def __init__(self) -> None:
        self.changes: dict[str, Change] = {}

    def seen(self, user: str, status: str) -> None:
        change = self.changes.get(user)
        if change is None or change.status != status:
            return
        change.missing -= 1
        if not change.missing:
            change.seconds = time.perf_counter() - change.began
            change.done.set()


class Client:
    """A seat's program, as thin as it can be."""

    def __init__(self, user: str, socket: ClientConnection, watched: Watched) -> None:
        self.user = user
        self.watches = False
        self.picture = asyncio.Event()
        self._left = 0
        self._socket = socket
        self._watched = watched
        self._serial = 0
        self._answered = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def ask(self, method: str, *params: str) -> None:
        """Raises TimeoutError."""
        self._serial += 1
        self._answered.clear()
        request = {"jsonrpc": "2.0", "id": self._serial, "method": method, "params": params}
        await self._socket.send(msgspec.json.encode(request), text=True)
        async with asyncio.timeout(WITHIN):
            await self._answered.wait()

    async def watch(self) -> None:
        """Subscribe and have the whole picture."""
        self.watches = True
        await self.ask("subscribeClientStatus", "1")
        async with asyncio.timeout(WITHIN):
            await self.picture.wait()

    async def close(self) -> None:
        await self._socket.close()
        await self._reading

    async def _read(self) -> None:
        try:
            while True:
                self._take(_read(await self._socket.recv(decode=False)))
        except ConnectionClosed:
            self.picture.set()

    def _take(self, message: Message) -> None:
        if message.id == self._serial:
            self._answered.set()
        elif message.method == "onWatch":
            self._left = message.params.seats
        elif message.method == "onStatus" and self._left:
            self._left -= 1
            if not self._left:
                self.picture.set()
        elif message.method == "onStatus" and self.watches:
            self._watched.seen(message.params.targetUserName, message.params.status)


@dataclass(frozen=True, slots=True)
class Plan:
    seats: int
    watchers: int
    rate: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Times in milliseconds, sizes in MB, CPU as percent of one core."""

    changes: int
    delay_p50: float
    delay_p99: float
    delay_max: float
    events_per_second: float
    server_cpu: float
    clients_cpu: float
    server_cpu_microseconds_per_event: float
    one_picture: float
    all_pictures: float
    resident: float


async def main(plan: Plan, results: Path) -> int:
    cores = Cores.choose()
    with on_core(cores.subject):
        server = await _launch(plan)
    with on_core(cores.load):
        try:
            figures = await _measure(plan, server)
        finally:
            await _end(server)
    _print(plan, figures)
    print(_save(plan, figures, cores, results))
    return 0


async def _launch(plan: Plan) -> Process:
    command = (sys.executable, "-m", "benchmarks.feed_server", str(plan.seats), str(plan.watchers))
    return await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)


async def _end(server: Process) -> None:
    if server.stdin is not None:
        server.stdin.close()
    async with asyncio.timeout(60):
        await server.wait()


async def _measure(plan: Plan, server: Process) -> Figures:
    if server.stdout is None:
        raise RuntimeError("the server's output is not read")
    async with asyncio.timeout(WITHIN):
        address = json.loads(await server.stdout.readline())["address"]
    watched = Watched()
    async with _seated(address, plan, watched) as clients:
        print(f"{len(clients)} seats are connected", file=sys.stderr)
        watchers, others = clients[: plan.watchers], clients[plan.watchers :]
        one, all_of_them = await _pictures(watchers)
        print(f"{len(watchers)} of them watch", file=sys.stderr)
        await until_quiet([server.pid, os.getpid()], WITHIN)
        return await _steady(plan, server.pid, watched, others, (one, all_of_them))


@asynccontextmanager
async def _seated(address: str, plan: Plan, watched: Watched) -> AsyncIterator[list[Client]]:
    gate = asyncio.Semaphore(AT_ONCE)

    async def come(number: int) -> Client:
        async with gate:
            socket = await connect(
                address, subprotocols=[Subprotocol("callseat.v1")], compression=None,
                proxy=None, ping_interval=None, max_queue=None,
            )  # fmt: skip
            client = Client(seat_name(number), socket, watched)
            await client.ask("login", client.user, "any")
            return client

    clients = await asyncio.gather(*(come(number) for number in range(plan.seats)))
    try:
        yield list(clients)
    finally:
        await asyncio.gather(*(client.close() for client in clients))


async def _pictures(watchers: Sequence[Client]) -> tuple[float, float]:
    """Milliseconds until the first has its picture, and then until all others together do."""
    began = time.perf_counter()
    await watchers[0].watch()
    one = time.perf_counter() - began
    began = time.perf_counter()
    await asyncio.gather(*(watcher.watch() for watcher in watchers[1:]))
    return 1000 * one, 1000 * (time.perf_counter() - began)


async def _steady(
    plan: Plan, server: int, watched: Watched, seats: Sequence[Client], pictures: tuple[float, ...]
) -> Figures:
    dice = random.Random(1)
    idle, done = list(seats), []
    before = cpu_seconds(server), cpu_seconds(os.getpid())
    began = time.perf_counter()
    for turn in range(round(plan.rate * plan.seconds)):
        await asyncio.sleep(max(0.0, began + turn / plan.rate - time.perf_counter()))
        seat = idle.pop(dice.randrange(len(idle)))
        change = Change(time.perf_counter(), BUSY, plan.watchers)
        watched.changes[seat.user] = change
        done.append(change)
        await seat.ask("doNotDisturb")
    async with asyncio.timeout(WITHIN):
        for change in done:
            await change.done.wait()
    span = time.perf_counter() - began
    spent = cpu_seconds(server) - before[0], cpu_seconds(os.getpid()) - before[1]
    delays = sorted(1000 * change.seconds for change in done)
    events = len(done) * (plan.watchers + 1)
    return Figures(
        len(done), statistics.median(delays), delays[round(0.99 * (len(delays) - 1))], delays[-1],
        events / span, 100 * spent[0] / span, 100 * spent[1] / span, 1e6 * spent[0] / events,
        *pictures, resident_megabytes(server),
    )  # fmt: skip


def _print(plan: Plan, figures: Figures) -> None:
    table = Table(title=f"{plan.seats} seats, {plan.watchers} of them watch all")
    for name in ("", "measured"):
        table.add_column(name)
    for name, value in asdict(figures).items():
        table.add_row(name.replace("_", " "), f"{value:.1f}")
    Console(width=100).print(table)


def _save(plan: Plan, figures: Figures, cores: Cores, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / time.strftime("status-feed-%Y%m%d-%H%M%S.json")
    machine = {"cpus": os.cpu_count(), "system": platform.platform(),
               "load_average": os.getloadavg()}  # fmt: skip
    run = asdict(plan) | {"cores": asdict(cores)}
    path.write_text(json.dumps(asdict(figures) | {"run": run, "machine": machine}, indent=2))
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seats", type=int, default=2000)
    parser.add_argument("--watchers", type=int, default=200)
    parser.add_argument("--rate", type=float, default=20.0, help="changes a second")
    parser.add_argument("--seconds", type=float, default=30.0)
    here = Path(__file__).resolve().parent / "results"
    parser.add_argument("--results", type=Path, default=here)
    given = parser.parse_args()
    plan = Plan(given.seats, given.watchers, given.rate, given.seconds)
    sys.exit(uvloop.run(main(plan, given.results)))
