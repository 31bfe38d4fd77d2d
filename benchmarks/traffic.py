"""Calls from the peer to seats at their programs, and what became of each."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from benchmarks.ari_peer import Peer
from benchmarks.crowd import Client, Message, all_of
from benchmarks.crowd_server import Plan, extension, service_numbers
from benchmarks.measuring import resident_megabytes
from benchmarks.subject import WITHIN, Subject, allow_sockets, running

RANG, ANSWERED, ENDED = "onRing", "onAnswer", "onOffTalk"
LATE_AFTER = 30.0
"""Seconds after its talk in which a call must have ended."""


@dataclass(slots=True)
class Call:
    """A customer's call; `heard` is what its seat's program was told, in order."""

    channel: str
    heard: list[str] = field(default_factory=list)

    @property
    def processed(self) -> bool:
        return self.heard == [RANG, ANSWERED, ENDED]


@dataclass(slots=True)
class Delays:
    """Milliseconds from the writing of the switch's event to the reading of the client's."""

    rang: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)

    @property
    def every(self) -> list[float]:
        return self.rang + self.answered

    def clear(self) -> None:
        self.rang.clear()
        self.answered.clear()


class Traffic:
    """Offers calls. Every one is answered at once, and ended by the customer after `talk` s."""

    def __init__(self, peer: Peer, services: Sequence[str], talk: float) -> None:
        self.delays = Delays()
        self._peer = peer
        self._services = services
        self._talk = talk
        self._dice = random.Random(1)
        self._calls: dict[str, Call] = {}

    async def offer(self, rate: float, seconds: float) -> list[Call]:
        """A Poisson stream; returns its calls, most of them still under way."""
        offered, due, end = [], time.perf_counter(), time.perf_counter() + seconds
        while (due := due + self._dice.expovariate(rate)) < end:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            caller = f"139{len(self._calls):08}"
            call = Call(self._peer.arrive(caller, self._dice.choice(self._services)))
            self._calls[caller] = call
            offered.append(call)
        return offered

    async def finished(self, calls: Sequence[Call]) -> None:
        """Wait until all are over, but not for ever: what is late is not processed."""
        end = time.perf_counter() + self._talk + LATE_AFTER
        while time.perf_counter() < end and not all(call.processed for call in calls):
            await asyncio.sleep(0.1)

    def hear(self, client: Client, message: Message) -> None:
        """Whatever a seat's program is told."""
        call = self._calls.get(message.params.caller)
        if call is None or message.method not in (RANG, ANSWERED, ENDED):
            return
        call.heard.append(message.method)
        if message.method == ENDED:
            return
        delay = 1000 * (time.perf_counter() - self._peer.told[client.extension])
        if message.method == RANG:
            self.delays.rang.append(delay)
            client.tell("answerCall")
        else:
            self.delays.answered.append(delay)
            loop = asyncio.get_running_loop()
            loop.call_later(self._talk, self._peer.leave, call.channel)


@dataclass(frozen=True, slots=True)
class Floor:
    """A server with its peer and all its seats at work. `seat_kilobytes` is what each costs it."""

    server: Subject
    peer: Peer
    clients: list[Client]
    traffic: Traffic
    seat_kilobytes: float
    login_seconds: float


@asynccontextmanager
async def floor(seats: int, talk: float) -> AsyncIterator[Floor]:
    """Everything up and everybody logged in."""
    allow_sockets(seats)
    with tempfile.TemporaryDirectory(prefix="callseat-bench-") as folder:
        peer = Peer(Path(folder) / "asterisk" / "etc", [extension(n) for n in range(seats)])
        playing = asyncio.create_task(peer.start())
        plan = msgspec.json.encode(Plan(folder, seats, switch="asterisk")).decode()
        async with running("crowd_server", plan) as server:
            await playing
            traffic = Traffic(peer, service_numbers(seats), talk)
            clients = [Client(n, traffic.hear) for n in range(seats)]
            before, began = resident_megabytes(server.pid), time.perf_counter()
            async with asyncio.timeout(WITHIN):
                await all_of(client.log_in(server.address) for client in clients)
            took = time.perf_counter() - began
            each = 1000 * (resident_megabytes(server.pid) - before) / seats
            yield Floor(server, peer, clients, traffic, each, took)
            for client in clients:
                client.cut()
        await peer.stop()
