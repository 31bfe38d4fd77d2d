"""From the switch's event to the client's, beside an echo: `make bench-latency`.

Half of the full load (see `seats`) on the server, then as many messages a second as that load
sends to it on a bare echo of the same library, with as many connections; in turn. Delays are
measured in this process, which writes the switch's event and reads the client's: the rules, the
call's state, the records and the encoding lie between, and the two ways of the echo.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import uvloop

from benchmarks.crowd import Line, all_of
from benchmarks.measuring import Cores, on_core, percentile
from benchmarks.outcome import Finding, Outcome, tell
from benchmarks.subject import Subject, running
from benchmarks.traffic import Floor, floor

EVENT_LENGTH = 300
"""Bytes of an onAnswer."""


@dataclass(frozen=True, slots=True)
class Load:
    """In one reading. Calls are as long as the shortest that still keep the seats busy."""

    seats: int
    rate: float
    seconds: float
    talk: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Milliseconds, and messages a second to the server."""

    delays: Sequence[float]
    messages: float

    def at(self, share: float) -> float:
        return percentile(self.delays, share)


class Echo:
    """Texts that carry the time of their sending."""

    def __init__(self) -> None:
        self._dice = random.Random(1)
        self._delays: list[float] = []
        self._lines: list[Line] = []

    async def connect(self, server: Subject, number: int) -> None:
        self._lines = [Line(self._heard) for _ in range(number)]
        await all_of(one.connect(f"{server.address}/echo") for one in self._lines)

    async def read(self, rate: float, seconds: float) -> Reading:
        self._delays.clear()
        due, end = time.perf_counter(), time.perf_counter() + seconds
        while (due := due + self._dice.expovariate(rate)) < end:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            stamp = f"{time.perf_counter():<{EVENT_LENGTH}.9f}"
            self._dice.choice(self._lines).send(stamp.encode())
        await asyncio.sleep(0.5)  # for the last
        return Reading(tuple(self._delays), rate)

    def close(self) -> None:
        for one in self._lines:
            one.cut()

    def _heard(self, text: bytes) -> None:
        self._delays.append(1000 * (time.perf_counter() - float(text)))


async def subject(where: Floor, load: Load) -> Reading:
    """Calls at the rate, measured while as many end as begin."""
    traffic, peer = where.traffic, where.peer
    filling = await traffic.offer(load.rate, load.talk)
    traffic.delays.clear()
    before = peer.written
    calls = await traffic.offer(load.rate, load.seconds)
    read = tuple(traffic.delays.every)
    messages = (peer.written - before + len(calls)) / load.seconds
    await traffic.finished(filling + calls)
    lost = sum(not call.processed for call in filling + calls)
    if lost:
        raise RuntimeError(f"{lost} calls were not processed: there is no figure for them")
    return Reading(read, messages)


def conclude(rounds: Sequence[tuple[Reading, Reading]]) -> list[Finding]:
    """Pairs of the subject's and the echo's reading."""
    shares = ((0.5, "median"), (0.99, "p99"), (1.0, "longest"))
    return [
        Finding.of("event in from the switch to event out at the client, p99",
                   [one.at(0.99) / two.at(0.99) for one, two in rounds], "times",
                   goal=3, against="an echo on the same server library"),
        *(
            Finding.of(f"{who}, {name}", [pair[n].at(share) for pair in rounds], "ms")
            for n, who in enumerate(("event", "echo"))
            for share, name in shares
        ),
        Finding.of("messages a second to each server", [one.messages for one, _ in rounds]),
    ]  # fmt: skip


async def main(load: Load, rounds: int) -> int:
    readings, echo = [], Echo()
    with on_core(Cores.choose().load):
        async with floor(load.seats, load.talk) as where, running("bare_server") as bare:
            await echo.connect(bare, load.seats)
            for number in range(rounds):
                one = await subject(where, load)
                readings.append((one, await echo.read(one.messages, load.seconds)))
                print(f"round {number + 1} of {rounds}", file=sys.stderr)
            echo.close()
    title = f"Latency with {load.seats:,} seats and {load.rate:g} calls a second"
    run = {"seats": load.seats, "calls a second": load.rate, "seconds": load.seconds,
           "seconds of talk": load.talk, "rounds": rounds}  # fmt: skip
    print(tell(Outcome("latency", title, "make bench-latency", conclude(readings), run)))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seats", type=int, default=6000)
    parser.add_argument("--rate", type=float, default=52.5, help="calls a second")
    parser.add_argument("--seconds", type=float, default=20.0, help="of one reading")
    parser.add_argument("--talk", type=float, default=10.0, help="seconds of each call")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    load = Load(given.seats, given.rate, given.seconds, given.talk)
    sys.exit(uvloop.run(main(load, given.rounds)))
