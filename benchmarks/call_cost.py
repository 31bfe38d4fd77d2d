"""What one call costs Asterisk and the server, beside plain `Dial()`: `make bench-calls`.

Each round gives every subject its turn, with short calls for the cost of setting up and ending, and
with calls that stay up while the cost of talk is read.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

from benchmarks import plain, server
from benchmarks.measuring import Cores, Stopwatch, on_core, resident_megabytes, until_quiet
from benchmarks.outcome import Outcome, tell
from benchmarks.report import (
    NOT_NATIVE,
    NOT_RECORDED,
    PLAIN,
    RECORDED,
    Cost,
    Readings,
    conclude,
)
from callseat.city import City, Load
from callseat.city.load import fates

RATE = 8.0
"""Calls a second."""
SEATS = 24
IDLE_SPAN, TALK_SPAN = 5.0, 5.0
SHORT_TALK = 0.6
CONNECTED_WITHIN = 10.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose cost is read while calls go to `number`; `prepare` comes before each turn."""

    name: str
    city: City
    number: str
    processes: tuple[int, ...]
    prepare: Callable[[], Awaitable[None]]
    idle: tuple[float, ...] = ()
    """Share of a core that each process uses without any call; it is taken off."""


async def main(rounds: int, calls: int) -> None:
    cores = Cores.choose()
    async with AsyncExitStack() as stack:
        stack.enter_context(on_core(cores.load))
        reference, ours = plain.PlainAsterisk(), server.CallseatServer(SEATS)
        for one in (reference, ours):
            stack.push_async_callback(one.stop)
            await one.start(cores)
        idle = await _idle_server(ours)
        await ours.seat_agents()
        subjects = [await _warm(one) for one in _subjects(reference, ours)]
        readings = await _rounds(subjects, rounds, calls)
    title = "What a call costs in Asterisk and in the server"
    run = {"rounds": rounds, "calls at once": calls}
    tell(Outcome("calls", title, "make bench-calls", conclude(readings, idle), run))


async def _idle_server(ours: server.CallseatServer) -> dict[str, float]:
    """The server that has just started, with nobody logged in."""
    asterisk_share, share = await _idle(ours.numbers)
    return {
        "resident_mb": resident_megabytes(ours.numbers[1]),
        "asterisk_resident_mb": resident_megabytes(ours.numbers[0]),
        "cpu_percent": 100 * share,
        "asterisk_cpu_percent": 100 * asterisk_share,
        "asterisk_ready_seconds": ours.moments["asterisk ready"],
        "ready_after_asterisk_seconds": ours.moments["ready"] - ours.moments["asterisk ready"],
    }


async def _idle(processes: Sequence[int]) -> tuple[float, ...]:
    """The share of a core that each process uses while nothing happens."""
    await until_quiet(processes)
    watch = Stopwatch(processes)
    await asyncio.sleep(IDLE_SPAN)  # this much idling is measured
    used, span = watch.read()
    return tuple(one / span for one in used)


async def _warm(subject: Subject) -> Subject:
    """It has had calls before anything counts, and its idling is known."""
    await subject.prepare()
    await subject.city.place_calls(Load(subject.number, 8, RATE, talk=SHORT_TALK, voices=True))
    return replace(subject, idle=await _idle(subject.processes))


def _subjects(reference: plain.PlainAsterisk, ours: server.CallseatServer) -> list[Subject]:
    async def nothing() -> None:
        """Callseat is what it is."""

    def dial(name: str, natively: bool) -> Subject:
        async def prepare() -> None:
            await reference.bridge_natively(natively)

        return Subject(name, reference.city, plain.NUMBER, reference.numbers, prepare)

    return [
        dial(PLAIN, natively=True),
        dial(NOT_NATIVE, natively=False),
        Subject(NOT_RECORDED, ours.city, server.NOT_RECORDED, ours.numbers, nothing),
        Subject(RECORDED, ours.city, server.RECORDED, ours.numbers, nothing),
    ]


async def _rounds(subjects: Sequence[Subject], rounds: int, calls: int) -> Readings:
    readings: Readings = {one.name: [] for one in subjects}
    for number in range(rounds):
        for one in subjects:
            await one.prepare()
            talk = await _talk(one, calls)
            whole = await _short_calls(one, 3 * calls)
            readings[one.name].append(
                [
                    Cost(1000 * (used - share * SHORT_TALK), 100 * share)
                    for used, share in zip(whole, talk, strict=True)
                ]
            )
            print(f"round {number + 1} of {rounds}: {one.name}", file=sys.stderr)
    return readings


async def _short_calls(subject: Subject, calls: int) -> list[float]:
    """CPU seconds per call, everything that follows its end included. Raises RuntimeError."""
    await until_quiet(subject.processes)
    before = _taken(subject.city)
    watch = Stopwatch(subject.processes)
    load = Load(subject.number, calls, RATE, talk=SHORT_TALK, voices=True)
    legs = await subject.city.place_calls(load)
    await until_quiet(subject.processes)
    used, span = watch.read()
    taken = _taken(subject.city) - before
    if taken != calls:
        raise RuntimeError(f"{subject.name}: {taken} of {calls} calls taken: {fates(legs)}")
    return [(one - idle * span) / calls for one, idle in zip(used, subject.idle, strict=True)]


async def _talk(subject: Subject, calls: int) -> list[float]:
    """The share of a core that a call takes while both sides speak."""
    before = _taken(subject.city)
    legs = [await subject.city.call(subject.number) for _ in range(calls)]
    async with asyncio.timeout(CONNECTED_WITHIN):
        while _taken(subject.city) - before < calls:
            await asyncio.sleep(0.05)
    watch = Stopwatch(subject.processes)
    await asyncio.sleep(TALK_SPAN)  # this much talk is measured
    used, span = watch.read()
    for leg in legs:
        await leg.hang_up()
    return [(one / span - idle) / calls for one, idle in zip(used, subject.idle, strict=True)]


def _taken(city: City) -> int:
    """How many calls the city's phones have taken so far."""
    calls = [leg for phone in city.phones.values() for leg in phone.calls]
    return sum(leg.at("answered") is not None for leg in calls)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--calls", type=int, default=10, help="calls at once")
    given = parser.parse_args()
    began = time.monotonic()
    asyncio.run(main(given.rounds, given.calls))
    print(f"{time.monotonic() - began:.0f} s in all", file=sys.stderr)
