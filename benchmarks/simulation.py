"""How much faster than the clock a simulated day is: `make bench-simulation`.

Eight hours of 200 seats with calls, rests and supervisors, on the simulated switch, as the tests
live it, its checks included; twice, from the same seed.
"""

from __future__ import annotations

import time

from tests.simulation.test_day import HOURS, SEATS, live

from benchmarks.outcome import Finding, Outcome, tell

GOAL = 1_000
ROUNDS = 2


def main() -> None:
    speeds, digests = [], set()
    for _ in range(ROUNDS):
        began = time.process_time()
        day = live()
        speeds.append(HOURS * 3600 / (time.process_time() - began))
        digests.add(day.digest.hexdigest())
    findings = (
        Finding.of(
            f"Simulated seconds per second of the processor, {SEATS} seats",
            speeds,
            goal=GOAL,
            at_most=False,
            against="the clock",
        ),
        Finding("Different days from one seed", len(digests), goal=1, against="itself"),
    )
    run = {"seats": SEATS, "hours": HOURS, "rounds": ROUNDS}
    tell(Outcome("simulation", "A simulated day", "make bench-simulation", findings, run))


if __name__ == "__main__":
    main()
