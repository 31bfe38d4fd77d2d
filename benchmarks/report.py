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

Readings = dict[str, list[tuple[tuple[float, ...], tuple[float, ...]]]]
"""Subject to rounds, each the CPU seconds per short call and per long call, of each process:
Asterisk, then, where there is one, the server."""
RECORDED, NOT_RECORDED = "Callseat, recorded", "Callseat"
GOALS = {"recorded : not recorded, talk": 2.5, "resident_mb": 150.0,
         "ready_after_asterisk_seconds": 5.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one call: milliseconds of CPU without talk, percent of a core while it talks."""

    set_up: Figure
    talk: Figure


@dataclass(frozen=True, slots=True)
class Figures:
    """`costs`: subject to Asterisk's cost and, if there is one, the server's."""

    costs: dict[str, list[Cost]]
    ratios: dict[str, Figure]
    idle: dict[str, float]


def conclude(readings: Readings, talks: tuple[float, float], idle: Mapping[str, float]) -> Figures:
    split = {
        name: [[_split(short[n], long[n], talks) for short, long in rounds]
               for n in range(len(rounds[0][0]))]
        for name, rounds in readings.items()
    }  # fmt: skip
    costs = {name: [_cost(one) for one in processes] for name, processes in split.items()}
    ratios = {
        "recorded : not recorded, talk": _ratio(split[RECORDED][0], split[NOT_RECORDED][0], 1),
        "not native : native, talk": _ratio(split["Dial(), not native"][0], split["Dial()"][0], 1),
        "Callseat : Dial(), set-up": _ratio(split[NOT_RECORDED][0], split["Dial()"][0], 0),
        "server : Asterisk, set-up": _ratio(split[NOT_RECORDED][1], split[NOT_RECORDED][0], 0),
    }
    return Figures(costs, ratios, dict(idle))


def _split(short: float, long: float, talks: tuple[float, float]) -> tuple[float, float]:
    """Milliseconds without talk, and percent of a core in talk, of one call."""
    share = (long - short) / (talks[1] - talks[0])
    return 1000 * (short - share * talks[0]), 100 * share


def _cost(rounds: Sequence[tuple[float, float]]) -> Cost:
    set_up, talk = zip(*rounds, strict=True)
    return Cost(Figure.of(set_up), Figure.of(talk))


def _ratio(
    one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]], part: int
) -> Figure:
    return Figure.of([a[part] / b[part] for a, b in zip(one, other, strict=True)])


def print_table(figures: Figures) -> None:
    table = Table(title="CPU of one call: median (lowest to highest)")
    for name in ("", "Asterisk, set-up ms", "talk % of a core", "server, set-up ms", "talk %"):
        table.add_column(name)
    for name, costs in figures.costs.items():
        cells = [text for one in costs for text in (one.set_up.text(), one.talk.text(3))]
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
