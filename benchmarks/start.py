"""How soon the server is there, and how soon everybody is back: `make bench-start`.

A start is that of `callseat run` with its own Asterisk and 1,000 seats in the directory, from the
start of the process to `ready`. In a storm the programs of 10,000 seats, all logged in, lose their
connections in one moment and come back in the next with the token of their login.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import uvloop

from benchmarks.measuring import Cores, on_core
from benchmarks.outcome import Finding, Outcome, tell
from benchmarks.server import CallseatServer
from benchmarks.status_feed import Load, Watched, seated
from benchmarks.subject import WITHIN


@dataclass(frozen=True, slots=True)
class Storm:
    """Seconds, milliseconds, and numbers of clients."""

    taken: float
    stall: float
    refused: int
    anew: int
    gaps: int


async def start(seats: int) -> dict[str, float]:
    """Seconds to each step of one start."""
    server = CallseatServer(seats)
    try:
        await server.start(Cores.choose())
        return server.moments
    finally:
        await server.stop()


async def storms(clients: int, rounds: int) -> list[Storm]:
    with on_core(Cores.choose().load):
        async with seated(Load(clients, 0, 0, 0), Watched()) as (server, crowd, _):
            found = []
            for _round in range(rounds):
                await server.report()
                began = time.perf_counter()
                for client in crowd:
                    client.cut()
                async with asyncio.timeout(WITHIN):
                    back = await asyncio.gather(
                        *(client.come_back(server.address) for client in crowd),
                        return_exceptions=True,
                    )
                taken = time.perf_counter() - began
                refused = sum(isinstance(one, BaseException) for one in back)
                gaps = sum(client.gaps for client in crowd)
                stall = (await server.report())["stall"]
                found.append(Storm(taken, stall, refused, back.count(False), gaps))
            return found


def conclude(
    starts: Sequence[dict[str, float]], found: Sequence[Storm], seats: int, clients: int
) -> list[Finding]:
    return [
        *(
            Finding.of(f"{seats:,} seats in the directory: {mark} after",
                       [one[mark] for one in starts], "s")
            for mark in ("asterisk ready", "ready")
            if all(mark in one for one in starts)
        ),
        Finding.of(f"{clients:,} clients cut off at once: the last is back after",
                   [one.taken for one in found], "s"),
        Finding("clients refused", sum(one.refused for one in found), goal=0),
        Finding("clients that had to be told everything anew", sum(one.anew for one in found)),
        Finding("gaps in their counts of events", found[-1].gaps, goal=0),
        Finding.of("longest stall of the server's loop", [one.stall for one in found], "ms"),
    ]  # fmt: skip


async def main(seats: int, clients: int, rounds: int) -> int:
    starts = [await start(seats) for _ in range(rounds)]
    findings = conclude(starts, await storms(clients, rounds), seats, clients)
    run = {"seats": seats, "clients": clients, "rounds": rounds}
    print(tell(Outcome("start", "Start and recovery", "make bench-start", findings, run)))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seats", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    sys.exit(uvloop.run(main(given.seats, given.clients, given.rounds)))
