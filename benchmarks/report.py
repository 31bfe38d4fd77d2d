"""Readings to figures, a table and a JSON file."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measuring import Figure


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
GOALS = {
    "recorded : not recorded, talk": 2.5,
    "resident_mb": 150.0,
    "ready_after_asterisk_seconds": 5.0,
}


@dataclass(frozen=True, slots=True)
class Figures:
    """`costs`: subject to each process's figures of set-up and talk."""

    costs: dict[str, list[tuple[Figure, Figure]]]
    ratios: dict[str, Figure]
    idle: dict[str, float]


def conclude(readings: Readings, idle: Mapping[str, float]) -> Figures:
    """Medians with spread; a ratio is taken within each round first."""

    def column(name: str, process: int = 0) -> list[Cost]:
        return [costs[process] for costs in readings[name]]

    def ratio(one: list[Cost], other: list[Cost], part: str) -> Figure:
        pairs = zip(one, other, strict=True)
        return Figure.of([getattr(a, part) / getattr(b, part) for a, b in pairs])

    ours = column(NOT_RECORDED)
    ratios = {
        "recorded : not recorded, talk": ratio(column(RECORDED), ours, "talk"),
        "recorded : Dial(), talk": ratio(column(RECORDED), column(PLAIN), "talk"),
        "not native : native Dial(), talk": ratio(column(NOT_NATIVE), column(PLAIN), "talk"),
        "Callseat : Dial(), talk": ratio(ours, column(PLAIN), "talk"),
        "Callseat : Dial(), set-up": ratio(ours, column(PLAIN), "set_up"),
        "server : Asterisk, set-up": ratio(column(NOT_RECORDED, 1), ours, "set_up"),
    }
    costs = {
        name: [_figures(column(name, process)) for process in range(len(rounds[0]))]
        for name, rounds in readings.items()
    }
    return Figures(costs, ratios, dict(idle))


def _figures(costs: Sequence[Cost]) -> tuple[Figure, Figure]:
    return Figure.of([one.set_up for one in costs]), Figure.of([one.talk for one in costs])


def print_table(figures: Figures) -> None:
    table = Table(title="CPU of one call: median (lowest to highest)")
    for name in ("", "Asterisk: set-up, ms", "talk, % of a core", "server: set-up, ms", "talk, %"):
        table.add_column(name)
    for name, costs in figures.costs.items():
        cells = [figure.text() for process in costs for figure in process]
        table.add_row(name, *cells)
    more = Table(title="Ratios within a round, and the idle server")
    for name in ("", "measured", "goal, at most"):
        more.add_column(name)
    shown = {name: figure.text() for name, figure in figures.ratios.items()}
    shown |= {name: f"{value:.3f}" for name, value in figures.idle.items()}
    for name, text in shown.items():
        more.add_row(name, text, f"{GOALS[name]:g}" if name in GOALS else "")
    console = Console(width=120)
    console.print(table, more)


def save(figures: Figures, folder: Path, run: Mapping[str, object]) -> Path:
    """Write the file and return where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / time.strftime("call-cost-%Y%m%d-%H%M%S.json")
    machine = {"cpus": os.cpu_count(), "system": platform.platform(),
               "load_average": os.getloadavg()}  # fmt: skip
    facts = asdict(figures) | {"run": dict(run), "machine": machine, "goals": GOALS}
    path.write_text(json.dumps(facts, indent=2))
    return path
