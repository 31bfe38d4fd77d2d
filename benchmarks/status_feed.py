"""How fast a change of status reaches everybody who watches, and at what price: `make bench-feed`.

Wallboards watch busy seats, all on real WebSockets. Seats change their status at a steady rate. A
delay is the time from the sending of the command that brings a change about until the last watcher
has read of it: the way there, the server, the ways to all watchers, and this process, which plays
all of them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import msgspec
import uvloop

from benchmarks.crowd import Client, Message, all_of
from benchmarks.crowd_server import Plan
from benchmarks.measuring import Cores, Stopwatch, on_core, percentile, resident_megabytes
from benchmarks.outcome import Finding, Outcome, tell
from benchmarks.subject import WITHIN, Subject, allow_sockets, running

BUSY = "10"


@dataclass
class Change:
    """One seat's change on its way to all watchers."""

    status: str
    missing: int
    began: float = field(default_factory=time.perf_counter)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    milliseconds: float = 0.0


class Watched:
    """What watchers are told: first the picture, then what is under way, by the seat."""

    def __init__(self) -> None:
        self.changes: dict[str, Change] = {}
        self._pictures: dict[Client, tuple[int, asyncio.Event]] = {}

    async def watch(self, client: Client) -> None:
        """Subscribe and have the whole picture. Raises TimeoutError."""
        whole = asyncio.Event()
        self._pictures[client] = (-1, whole)
        await client.ask("subscribeClientStatus", "1")
        async with asyncio.timeout(WITHIN):
            await whole.wait()
        self._pictures[client] = (0, whole)

    def hear(self, client: Client, message: Message) -> None:
        missing, whole = self._pictures.get(client, (0, None))
        if whole is None:
            return
        if message.method == "onWatch":
            self._pictures[client] = (message.params.seats, whole)
        elif message.method == "onStatus" and missing:
            self._pictures[client] = (missing - 1, whole)
            if missing == 1:
                whole.set()
        elif message.method == "onStatus":
            self._changed(message.params.targetUserName, message.params.status)

    def _changed(self, user: str, status: str) -> None:
        change = self.changes.get(user)
        if change is None or change.status != status:
            return
        change.missing -= 1
        if not change.missing:
            change.milliseconds = 1000 * (time.perf_counter() - change.began)
            change.done.set()


@dataclass(frozen=True, slots=True)
class Load:
    seats: int
    watchers: int
    rate: float
    seconds: float


@asynccontextmanager
async def seated(
    load: Load, watched: Watched
) -> AsyncIterator[tuple[Subject, list[Client], float]]:
    """A server on the simulated switch and everybody logged in, the watchers first.

    With the kilobytes of the server's memory that each of them takes.
    """
    number = load.seats + load.watchers
    allow_sockets(number)
    with tempfile.TemporaryDirectory(prefix="callseat-bench-") as folder:
        plan = msgspec.json.encode(Plan(folder, load.seats, load.watchers)).decode()
        async with running("crowd_server", plan) as server:
            clients = [Client(n, watched.hear) for n in range(number)]
            before = resident_megabytes(server.pid)
            await all_of(client.log_in(server.address) for client in clients)
            each = 1000 * (resident_megabytes(server.pid) - before) / number
            yield server, clients, each
            for client in clients:
                client.cut()


async def main(load: Load, command: str) -> int:
    watched = Watched()
    with on_core(Cores.choose().load):
        async with seated(load, watched) as (server, clients, _):
            print(f"{len(clients)} seats are connected", file=sys.stderr)
            watchers, seats = clients[: load.watchers], clients[load.watchers :]
            findings = await _pictures(watched, watchers)
            print(f"{len(watchers)} of them watch", file=sys.stderr)
            findings += await _steady(load, server, watched, seats)
    run = {"seats": load.seats, "watchers": load.watchers, "changes a second": load.rate,
           "seconds": load.seconds, "passwords": "not checked"}  # fmt: skip
    title = f"{load.watchers} wallboards watch {load.seats:,} seats"
    print(tell(Outcome("status-feed", title, command, findings, run)))
    return 0


async def _pictures(watched: Watched, watchers: Sequence[Client]) -> list[Finding]:
    """Until the first has its picture, and then until all others together do."""
    began = time.perf_counter()
    await watched.watch(watchers[0])
    one = time.perf_counter() - began
    began = time.perf_counter()
    await asyncio.gather(*(watched.watch(watcher) for watcher in watchers[1:]))
    rest = time.perf_counter() - began
    return [
        Finding("one picture of all seats", 1000 * one, "ms"),
        Finding("the pictures of all others at once", 1000 * rest, "ms"),
    ]


async def _steady(
    load: Load, server: Subject, watched: Watched, seats: Sequence[Client]
) -> list[Finding]:
    dice = random.Random(1)
    idle, done = list(seats), []
    watch, began = Stopwatch([server.pid, os.getpid()]), time.perf_counter()
    for turn in range(min(round(load.rate * load.seconds), len(seats))):
        await asyncio.sleep(max(0.0, began + turn / load.rate - time.perf_counter()))
        seat = idle.pop(dice.randrange(len(idle)))
        watched.changes[seat.user] = change = Change(BUSY, load.watchers)
        done.append(change)
        seat.tell("doNotDisturb")
    async with asyncio.timeout(WITHIN):
        for change in done:
            await change.done.wait()
    used, span = watch.read()
    delays = [change.milliseconds for change in done]
    events = len(done) * (load.watchers + 1)
    return [
        Finding("changes", len(done)),
        Finding("until the last watcher has read of one, median", percentile(delays, 0.5), "ms"),
        Finding("the same, p99", percentile(delays, 0.99), "ms"),
        Finding("the same, longest", max(delays), "ms"),
        Finding("events a second", events / span),
        Finding("server CPU", 100 * used[0] / span, "% of a core"),
        Finding("server CPU of one event to one watcher", 1e6 * used[0] / events, "µs"),
        Finding("clients CPU", 100 * used[1] / span, "% of a core"),
        Finding("server memory", resident_megabytes(server.pid), "MB"),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seats", type=int, default=2000)
    parser.add_argument("--watchers", type=int, default=200)
    parser.add_argument("--rate", type=float, default=20.0, help="changes a second")
    parser.add_argument("--seconds", type=float, default=30.0)
    given = parser.parse_args()
    load = Load(given.seats, given.watchers, given.rate, given.seconds)
    sys.exit(uvloop.run(main(load, "make bench-feed")))
