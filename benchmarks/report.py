"""What calls cost: readings to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from benchmarks.outcome import Finding


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one call in one process."""

    set_up: float
    """Milliseconds of CPU for all but the talk: setting up, ending, what comes after."""
    talk: float
    """Percent of a core while both sides speak."""


Readings = dict[str, list[list[Cost]]]
"""Subject to rounds, each with one cost of every process: Asterisk, then, if any, the server."""
PLAIN, NOT_NATIVE = "Dial()", "Dial(), not native"
NOT_RECORDED, RECORDED = "Callseat", "Callseat, recorded"
ASTERISK, SERVER = 0, 1
TALK = 60
"""Seconds of the call whose whole cost is compared; most calls are longer."""
Part = Callable[[Cost], float]


def set_up(cost: Cost) -> float:
    return cost.set_up


def talk(cost: Cost) -> float:
    return cost.talk


def whole(cost: Cost) -> float:
    """Milliseconds of CPU for a call with `TALK` seconds of talk."""
    return cost.set_up + cost.talk / 100 * 1000 * TALK


def conclude(readings: Readings, idle: Mapping[str, float]) -> list[Finding]:
    """Server beside Asterisk, Asterisk beside `Dial()`, the idle server, and what a call costs.

    `idle` has `resident_mb` and `ready_after_asterisk_seconds`, with a goal each, and what else
    is to be told.
    """
    return [*_server(readings), *_asterisk(readings), *_idle(idle), *_costs(readings)]


def _server(readings: Readings) -> Iterator[Finding]:
    def beside(what: str, name: str, part: Part, goal: float | None = None) -> Finding:
        ratios = [part(costs[SERVER]) / part(costs[ASTERISK]) for costs in readings[name]]
        return Finding.of(what, ratios, goal=goal, against="Asterisk's own, same calls")

    yield beside(f"server's CPU, recorded call of {TALK} s", RECORDED, whole, 0.20)
    yield beside("server's CPU, signalling only (not recorded, no talk)", NOT_RECORDED, set_up, 0.5)
    yield beside("server's CPU, recorded call, no talk", RECORDED, set_up)


def _asterisk(readings: Readings) -> Iterator[Finding]:
    def beside(one: str, other: str, part: Part, goal: float | None = None) -> Finding:
        pairs = zip(readings[one], readings[other], strict=True)
        ratios = [part(a[ASTERISK]) / part(b[ASTERISK]) for a, b in pairs]
        return Finding.of(
            f"Asterisk's CPU, {one}: {_NAMES[part]}", ratios, goal=goal, against=other
        )

    yield beside(RECORDED, NOT_RECORDED, talk, 2.5)
    yield beside(RECORDED, PLAIN, talk)
    yield beside(NOT_RECORDED, PLAIN, talk)
    yield beside(NOT_RECORDED, PLAIN, set_up)
    yield beside(NOT_NATIVE, PLAIN, talk)


def _idle(idle: Mapping[str, float]) -> Iterator[Finding]:
    goals = {
        "resident_mb": ("idle server: memory", "MB", 150.0),
        "ready_after_asterisk_seconds": ("server ready after Asterisk is", "s", 5.0),
        "cpu_percent": ("idle server: CPU", "% of a core", None),
        "asterisk_resident_mb": ("idle Asterisk: memory", "MB", None),
        "asterisk_cpu_percent": ("idle Asterisk: CPU", "% of a core", None),
        "asterisk_ready_seconds": ("Asterisk ready after the start", "s", None),
    }
    for key, (what, unit, goal) in goals.items():
        if key in idle:
            yield Finding(what, idle[key], unit, goal=goal)


def _costs(readings: Readings) -> Iterator[Finding]:
    for name, rounds in readings.items():
        for place, process in enumerate(("Asterisk", "server")[: len(rounds[0])]):
            costs = [one[place] for one in rounds]
            what = f"{name}: {process}'s CPU of a call"
            yield Finding.of(f"{what}, {_NAMES[set_up]}", [set_up(one) for one in costs], "ms")
            yield Finding.of(f"{what}, {_NAMES[talk]}", [talk(one) for one in costs], "% of a core")


_NAMES: dict[Part, str] = {set_up: "all but talk", talk: "talk"}
