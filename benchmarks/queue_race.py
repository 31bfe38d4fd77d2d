"""Our waiting line beside Asterisk's `Queue()`: `make bench-queue`.

The same build of Asterisk, the same phones and callers (SIPp), the same number of seats. Each round
gives every subject its turn at the same rate; afterwards each is driven faster and faster until a
call is lost. The subject, all of its processes, has one core; callers, phones and agents have the
other.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import app_queue, server
from benchmarks.connecting import connecting_delays
from benchmarks.measuring import Cores, Stopwatch, on_core, until_quiet
from benchmarks.outcome import Finding, Outcome, tell
from benchmarks.plain import PlainAsterisk
from benchmarks.sipp import SippPhones, Stream, place
from callseat.city import ANSWERS, City

QUEUE, OURS = "Queue()", "Callseat"
NUMBER = server.NOT_RECORDED
RATE = 20.0
FIRST_RATE, FASTER = 10.0, 1.15
TALK = 1.0
"""Seconds from the switch's answer; a call that no phone took by then has failed."""
IDLE_SPAN = 5.0
QUIET_WITHIN = 60.0
SPRINT = 6.0
"""Seconds at each of the growing rates."""


@dataclass
class Subject:
    """`processes`: Asterisk first, then the server, if any."""

    name: str
    city: City
    address: tuple[str, int]
    processes: tuple[int, ...]
    phones: SippPhones
    idle: list[float] = field(default_factory=list)
    cost: dict[str, list[list[float]]] = field(default_factory=dict)
    """By number called: of each round, milliseconds of CPU per call in each process."""

    async def calls(self, folder: Path, stream: Stream) -> bool:
        """Whether every one was taken by a phone in time."""
        before = self.phones.tally().good
        callers = await place(folder, self.address, stream)
        await until_quiet(self.processes, QUIET_WITHIN)
        await asyncio.sleep(1.2)  # the phones' tally is up to a second old
        taken = self.phones.tally().good - before
        return callers.bad == 0 and callers.good == stream.calls == taken


async def main(seats: int, rounds: int, calls: int) -> int:
    cores = Cores.choose()
    folder = Path(tempfile.mkdtemp(prefix="callseat-race-"))
    async with AsyncExitStack() as stack:
        stack.enter_context(on_core(cores.load))
        ours = server.CallseatServer(seats)
        stack.push_async_callback(ours.stop)
        await ours.start(cores)
        phones = await ours.phones()
        theirs = app_queue.queue_asterisk(phones)
        stack.push_async_callback(theirs.stop)
        await theirs.start(cores)
        delays = await _delays(ours, theirs, phones)
        _say(f"{seats} agents sign in")
        await ours.sign_in(answering=False)
        subjects = [await _equip(one, folder, phones, stack) for one in (theirs, ours)]
        await _rounds(subjects, folder, rounds, calls)
        fastest = {one.name: await _fastest(one, folder) for one in subjects}
    outcome = Outcome(
        f"queue-{seats}", f"Waiting line with {seats:,} seats beside Queue()",
        f'make bench-queue ARGS="--seats {seats}"',
        [*_findings(*subjects, seats), *_fast(fastest), *_connecting(delays)],
        {"rounds": rounds, "calls a round": calls, "calls/s": RATE, "talk s": TALK},
    )  # fmt: skip
    print(tell(outcome))
    return 0


async def _delays(
    ours: server.CallseatServer, theirs: PlainAsterisk, phones: Sequence[tuple[str, str]]
) -> dict[str, list[float]]:
    """With one phone that has ears, before there are others."""
    extension, secret = phones[0]
    phone = await ours.city.phone(extension, secret)
    phone.manner = ANSWERS
    found = {QUEUE: await connecting_delays(theirs.city, theirs.city.phones[extension], NUMBER)}
    async with ours.agent(0):
        found[OURS] = await connecting_delays(ours.city, phone, NUMBER)
    await ours.city.phones[extension].unregister()
    await theirs.city.phones[extension].unregister()
    return found


async def _equip(
    one: PlainAsterisk | server.CallseatServer,
    folder: Path,
    phones: Sequence[tuple[str, str]],
    stack: AsyncExitStack,
) -> Subject:
    """Phones for all, and the idling known."""
    crowd = await SippPhones.start(folder, one.address, phones)
    stack.push_async_callback(crowd.stop)
    if isinstance(one, server.CallseatServer):
        await one.until_ready()
    name = QUEUE if isinstance(one, PlainAsterisk) else OURS
    subject = Subject(name, one.city, one.address, one.numbers, crowd)
    _say(f"{name}: {len(phones)} phones are registered")
    if not await subject.calls(folder, Stream(NUMBER, 20, RATE, TALK)):
        raise RuntimeError(f"{name}: not even twenty calls were all taken")
    watch = Stopwatch(subject.processes)
    await asyncio.sleep(IDLE_SPAN)  # this much idling is measured
    used, span = watch.read()
    subject.idle = [one / span for one in used]
    return subject


async def _rounds(subjects: Sequence[Subject], folder: Path, rounds: int, calls: int) -> None:
    for number in range(rounds):
        for line in app_queue.LINES:
            for one in subjects:
                cost = await _cost(one, folder, Stream(line, calls, RATE, TALK))
                one.cost.setdefault(line, []).append(cost)
        _say(f"round {number + 1} of {rounds}")


async def _cost(subject: Subject, folder: Path, stream: Stream) -> list[float]:
    """Milliseconds of CPU per call. Raises RuntimeError if a call is lost."""
    watch = Stopwatch(subject.processes)
    whole = await subject.calls(folder, stream)
    used, span = watch.read()
    if not whole:
        raise RuntimeError(f"{subject.name}: calls were lost at {stream.rate} a second")
    return [
        1000 * (one - idle * span) / stream.calls
        for one, idle in zip(used, subject.idle, strict=True)
    ]


async def _fastest(subject: Subject, folder: Path) -> float:
    """Calls per second, the highest rate at which none is lost."""
    rate, reached = FIRST_RATE, 0.0
    while await subject.calls(folder, Stream(NUMBER, round(rate * SPRINT), rate, TALK)):
        reached, rate = rate, rate * FASTER
        _say(f"{subject.name}: {reached:.0f} calls/s")
    return reached


def _findings(theirs: Subject, ours: Subject, seats: int) -> list[Finding]:
    goal = 0.8 if seats >= 1000 else 0.95
    findings = []
    for number, kind in ((app_queue.NOT_RECORDED, ""), (app_queue.RECORDED, ", recorded")):
        reference = [sum(one) for one in theirs.cost[number]]
        total = [sum(one) for one in ours.cost[number]]
        ratios = [one / other for one, other in zip(total, reference, strict=True)]
        findings += [
            Finding.of(f"CPU of a call: Callseat : Queue(){kind}", ratios, "", goal=goal,
                       against="Queue() on the same Asterisk"),
            Finding.of(f"Queue(){kind}", reference, "ms"),
            Finding.of(f"Callseat, in Asterisk{kind}", [a for a, _ in ours.cost[number]], "ms"),
            Finding.of(f"Callseat, in the server{kind}", [b for _, b in ours.cost[number]], "ms"),
        ]  # fmt: skip
    return findings


def _fast(fastest: dict[str, float]) -> list[Finding]:
    theirs, ours = fastest[QUEUE], fastest[OURS]
    return [
        Finding("calls/s on one core without loss, Callseat : Queue()", ours / theirs, goal=1.0,
                at_most=False, against="Queue() on the same core"),
        Finding("Queue() without loss", theirs, "calls/s"),
        Finding("Callseat without loss", ours, "calls/s"),
    ]  # fmt: skip


def _connecting(delays: dict[str, list[float]]) -> list[Finding]:
    return [
        Finding.of(f"from the phone's answer to the caller's voice there, {name}", found, "ms")
        for name, found in delays.items()
    ]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seats", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--calls", type=int, default=200, help="calls a round")
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.seats, given.rounds, given.calls)))
