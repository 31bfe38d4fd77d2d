"""12,000 seats and 105 calls a second on one core: `make bench-seats`.

The server runs on one core. On the other, the peer plays Asterisk (`ari_peer`) and one thin client
plays each seat; both share a clock, so that a delay is that from the writing of the switch's event
to the reading of the client's. A call is processed when its seat's program was told that it rings,
that it is answered, and that it is over, each once and in this order.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass

import uvloop

from benchmarks.measuring import Cores, Lateness, Stopwatch, on_core, percentile
from benchmarks.outcome import Finding, Outcome, tell
from benchmarks.traffic import Call, Floor, floor

AGAINST = "Cisco UCCE's largest published design point: 12,000 agents, 105 calls/s"


@dataclass(frozen=True, slots=True)
class Load:
    """Of `seconds` the first are those in which the talks begin that others end."""

    seats: int
    rate: float
    seconds: float
    talk: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Shares of a core, and milliseconds."""

    calls: list[Call]
    server_cpu: float
    load_cpu: float
    stall: float
    own_stall: float
    bugs: int


async def measure(where: Floor, load: Load) -> Reading:
    """Fill the floor, then offer calls for `seconds` while as many end as begin."""
    filling = await where.traffic.offer(load.rate, load.talk)
    where.traffic.delays.clear()
    lateness = Lateness()
    await where.server.report()
    watch = Stopwatch([where.server.pid, os.getpid()])
    calls = await where.traffic.offer(load.rate, load.seconds)
    used, span = watch.read()
    own_stall, noted = lateness.take(), await where.server.report()
    await where.traffic.finished(filling + calls)
    return Reading(calls, used[0] / span, used[1] / span, noted["stall"], own_stall, noted["bugs"])


def conclude(where: Floor, load: Load, reading: Reading) -> list[Finding]:
    processed = sum(call.processed for call in reading.calls)
    delays = where.traffic.delays
    share = processed / len(reading.calls)
    return [
        Finding("calls processed of those offered", share, goal=1, at_most=False, against=AGAINST),
        Finding("calls offered", len(reading.calls)),
        Finding("calls a second", len(reading.calls) / load.seconds),
        *(
            Finding(f"{name}, {mark}", percentile(readings, part), "ms")
            for name, readings in (("ringing told after", delays.rang),
                                   ("answer told after", delays.answered))
            for mark, part in (("median", 0.5), ("p99", 0.99), ("longest", 1.0))
        ),
        Finding("longest stall of the server's loop", reading.stall, "ms"),
        Finding("the same of the loop that plays all others", reading.own_stall, "ms"),
        Finding("server CPU", 100 * reading.server_cpu, "% of a core"),
        Finding("peer and clients CPU", 100 * reading.load_cpu, "% of a core"),
        Finding("server memory per logged-in seat", where.seat_kilobytes, "kB"),
        Finding("all seats logged in", where.login_seconds, "s"),
        Finding("inputs that failed in the server", reading.bugs, goal=0),
        Finding("requests that the peer refused", where.peer.refused.total()),
    ]  # fmt: skip


async def main(load: Load, command: str) -> int:
    with on_core(Cores.choose().load):
        async with floor(load.seats, load.talk) as where:
            print(f"{load.seats} seats are logged in", file=sys.stderr)
            findings = conclude(where, load, await measure(where, load))
    run = {"seats": load.seats, "calls a second": load.rate, "seconds": load.seconds,
           "seconds of talk": load.talk, "passwords": "not checked", "recorded": "no"}  # fmt: skip
    title = f"{load.seats:,} seats, {load.rate:g} calls a second, one core"
    print(tell(Outcome("seats", title, command, findings, run)))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seats", type=int, default=12_000)
    parser.add_argument("--rate", type=float, default=105.0, help="calls a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--talk", type=float, default=60.0, help="seconds of each call")
    given = parser.parse_args()
    load = Load(given.seats, given.rate, given.seconds, given.talk)
    sys.exit(uvloop.run(main(load, f'make bench-seats ARGS="--seconds {given.seconds:g}"')))
