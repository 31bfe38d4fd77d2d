"""One change of status to 10,000 subscribers beside a bare loop of sends: `make bench-fanout`.

The reference sends one text to everybody on a bare WebSocket of the same library (`bare_server`).
The subject is the server: one seat changes its status, and everybody watches that seat. The text
that the reference sends is as long as the event. Both are measured here, where all are connected:
from the sending of the command until the last has read; and in the server, by its CPU.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import uvloop

from benchmarks.crowd import Line, all_of
from benchmarks.measuring import Cores, Stopwatch, on_core, resident_megabytes
from benchmarks.outcome import Finding, Outcome, tell
from benchmarks.status_feed import Load, Watched, seated
from benchmarks.subject import WITHIN, Subject, allow_sockets, running

EVENT_LENGTH = 250
"""Characters of an onStatus."""
CHANGES = 10
"""In a row, that make one reading."""


class Countdown:
    """Until the last has read."""

    def __init__(self) -> None:
        self._missing = 0
        self._done = asyncio.Event()

    def expect(self, number: int) -> None:
        self._missing = number
        self._done.clear()

    def read(self, *_what: object) -> None:
        self._missing -= 1
        if not self._missing:
            self._done.set()

    async def wait(self) -> None:
        async with asyncio.timeout(WITHIN):
            await self._done.wait()


@dataclass(frozen=True, slots=True)
class Reading:
    """Of one change, to all: milliseconds of the clock and of the server's CPU.

    `kilobytes` are what each connection took of the server's memory before.
    """

    taken: float
    cpu: float
    kilobytes: float


class Crowd(Watched):
    """Counts what it is told of a change instead of looking which one it is."""

    def __init__(self, countdown: Countdown) -> None:
        super().__init__()
        self._countdown = countdown

    def _changed(self, user: str, status: str) -> None:
        self._countdown.read()


async def bare(number: int) -> Reading:
    """One text from a loop of sends."""
    countdown = Countdown()
    async with running("bare_server") as server:
        lines = [Line(countdown.read) for _ in range(number)]
        before = resident_megabytes(server.pid)
        await all_of(one.connect(f"{server.address}/crowd") for one in lines)
        each = 1000 * (resident_megabytes(server.pid) - before) / number
        voice = Line()
        await voice.connect(f"{server.address}/shout")
        text = b"x" * EVENT_LENGTH
        read = await _read(server, countdown, number, lambda _turn: voice.send(text))
        for one in (*lines, voice):
            one.cut()
    return Reading(*read, each)


async def ours(number: int) -> Reading:
    """One seat's status to all who watch it; that seat is not one of them."""
    countdown = Countdown()
    crowd = Crowd(countdown)
    async with seated(Load(1, number, 0, 0), crowd) as (server, clients, each):
        *watchers, seat = clients
        await all_of(crowd.watch(one) for one in watchers)
        wishes = ("doNotDisturb", "ready")
        read = await _read(server, countdown, number, lambda turn: seat.tell(wishes[turn % 2]))
    return Reading(*read, each)


async def _read(
    server: Subject, countdown: Countdown, number: int, change: Callable[[int], object]
) -> tuple[float, float]:
    watch, began = Stopwatch([server.pid]), time.perf_counter()
    for turn in range(CHANGES):
        countdown.expect(number)
        change(turn)
        await countdown.wait()
    taken = time.perf_counter() - began
    await asyncio.sleep(0.1)  # what it does afterwards counts, too
    used, _ = watch.read()
    return 1000 * taken / CHANGES, 1000 * used[0] / CHANGES


def conclude(rounds: Sequence[tuple[Reading, Reading]]) -> list[Finding]:
    """Pairs of a reference's and a subject's reading."""
    loop, server = "a bare loop of sends", "a bare connection"

    def figures(what: str, unit: str, name: str) -> list[Finding]:
        return [
            Finding.of(f"{what}, {who}", [getattr(pair[n], name) for pair in rounds], unit)
            for n, who in enumerate(("bare", "ours"))
        ]

    return [
        Finding.of("speed of a change to all", [one.taken / two.taken for one, two in rounds],
                   goal=0.8, at_most=False, against=loop),
        Finding.of("the same by the server's CPU", [one.cpu / two.cpu for one, two in rounds],
                   against=loop),
        *figures("until the last has read", "ms", "taken"),
        *figures("server CPU", "ms", "cpu"),
        Finding.of("memory of an idle logged-in seat",
                   [two.kilobytes / one.kilobytes for one, two in rounds],
                   goal=1.5, against=server),
        *figures("memory of a connection", "kB", "kilobytes"),
    ]  # fmt: skip


async def main(number: int, rounds: int) -> int:
    allow_sockets(number)
    with on_core(Cores.choose().load):
        readings = [(await bare(number), await ours(number)) for _ in range(rounds)]
    title = f"One change of status to {number:,} clients"
    run = {"clients": number, "rounds": rounds, "changes in a reading": CHANGES}
    print(tell(Outcome("fanout", title, "make bench-fanout", conclude(readings), run)))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    sys.exit(uvloop.run(main(given.clients, given.rounds)))
