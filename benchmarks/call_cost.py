"""What one call costs Asterisk and the server, beside plain `Dial()`: `make bench-calls`.

Each round gives every subject its turn with short calls and with long ones. From both follows what
a call costs without any talk, and what a second of talk costs.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks import plain, server
from benchmarks.measuring import Cores, cpu_seconds, on_core, resident_megabytes, until_quiet
from benchmarks.report import Readings, conclude, print_table, save
from callseat.city import City, Load

RATE = 5.0
"""Calls a second."""
SEATS = 24
IDLE_SPAN = 5.0
SHORT_TALK, LONG_TALK = 1.0, 8.0
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


@dataclass(frozen=True, slots=True)
class Turn:
    """So many calls of so many seconds."""

    calls: int
    talk: float


async def main(rounds: int, calls: int, results: Path) -> int:
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
    figures = conclude(readings, (SHORT_TALK, LONG_TALK), idle)
    print_table(figures)
    print(save(figures, results, {"rounds": rounds, "calls": calls, "cores": asdict(cores)}))
    return 0


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
    began = time.monotonic()
    before = [cpu_seconds(one) for one in processes]
    await asyncio.sleep(IDLE_SPAN)  # this much idling is measured
    span = time.monotonic() - began
    return tuple(
        (cpu_seconds(one) - was) / span for one, was in zip(processes, before, strict=True)
    )


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
        dial("Dial()", natively=True),
        dial("Dial(), not native", natively=False),
        Subject("Callseat", ours.city, server.NOT_RECORDED, ours.numbers, nothing),
        Subject("Callseat, recorded", ours.city, server.RECORDED, ours.numbers, nothing),
    ]


async def _rounds(subjects: Sequence[Subject], rounds: int, calls: int) -> Readings:
    readings: Readings = {one.name: [] for one in subjects}
    for number in range(rounds):
        for one in subjects:
            short = await _take(one, Turn(2 * calls, SHORT_TALK))
            long = await _take(one, Turn(calls, LONG_TALK))
            readings[one.name].append((short, long))
            print(f"round {number + 1} of {rounds}: {one.name}", file=sys.stderr)
    return readings


async def _take(subject: Subject, turn: Turn) -> tuple[float, ...]:
    """CPU seconds per call of each process of the subject. Raises RuntimeError if a call failed."""
    await subject.prepare()
    await until_quiet(subject.processes)
    began = time.monotonic()
    before = [cpu_seconds(one) for one in subject.processes]
    load = Load(subject.number, turn.calls, RATE, talk=turn.talk, voices=True)
    legs = await subject.city.place_calls(load)
    await until_quiet(subject.processes)
    after = [cpu_seconds(one) for one in subject.processes]
    span = time.monotonic() - began
    failed = [leg.fate for leg in legs if leg.fate != "answered"]
    if failed:
        raise RuntimeError(f"{subject.name}: calls that were not answered: {failed}")
    return tuple(
        (now - was - idle * span) / turn.calls
        for now, was, idle in zip(after, before, subject.idle, strict=True)
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--calls", type=int, default=10, help="long calls a turn")
    here = Path(__file__).resolve().parent / "results"
    parser.add_argument("--results", type=Path, default=here)
    given = parser.parse_args()
    began = time.monotonic()
    code = asyncio.run(main(given.rounds, given.calls, given.results))
    print(f"{time.monotonic() - began:.0f} s in all", file=sys.stderr)
    sys.exit(code)
