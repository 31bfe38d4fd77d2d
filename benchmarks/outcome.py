"""What a benchmark found: findings against goals, as a table and as a JSON file.

`docs/benchmarks.md` is made of the JSON files alone (see `page.py`), so a file says everything:
what was measured, in which unit, against what, on which machine, by which command.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measuring import Figure

RESULTS = Path(__file__).resolve().parents[1] / "docs" / "benchmarks"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing measured. Without a goal it is told for its own sake.

    `at_most` says on which side of the goal it should be. `against` is what it is compared with.
    """

    what: str
    measured: float
    unit: str = ""
    low: float | None = None
    high: float | None = None
    goal: float | None = None
    at_most: bool = True
    against: str = ""

    @classmethod
    def of(
        cls, what: str, readings: Sequence[float], unit: str = "", **more: float | bool | str | None
    ) -> Finding:
        """The median of several readings, with the lowest and the highest."""
        figure = Figure.of(readings)
        return cls(what, figure.median, unit, figure.low, figure.high, **more)  # type: ignore[arg-type]

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached by what was measured, None without one."""
        if self.goal is None:
            return None
        return self.measured <= self.goal if self.at_most else self.measured >= self.goal

    def shown(self) -> str:
        """Three figures that count, never rounded to the goal's side."""
        spread = f" ({number(self.low)} to {number(self.high)})" if self.low is not None else ""
        return f"{number(self.measured)}{spread} {self.unit}".strip()

    def wanted(self) -> str:
        if self.goal is None:
            return ""
        return f"{'≤' if self.at_most else '≥'} {number(self.goal)}"


def number(value: float | None) -> str:
    """In three significant digits, whole ones in full."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that one command found. `run` are its settings: counts, rates, seconds."""

    name: str
    title: str
    command: str
    findings: Sequence[Finding]
    run: Mapping[str, object] = field(default_factory=dict)


def tell(outcome: Outcome, folder: Path = RESULTS) -> Path:
    """Print the table, write the file, and return where it is."""
    table = Table(title=outcome.title)
    for name in ("", "measured", "goal", "against"):
        table.add_column(name, overflow="fold")
    for one in outcome.findings:
        mark = {True: "[green]", False: "[red]", None: ""}[one.reached]
        table.add_row(one.what, f"{mark}{one.shown()}", one.wanted(), one.against)
    Console(width=120).print(table)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{outcome.name}.json"
    facts = asdict(outcome) | {"machine": machine(), "at": time.strftime("%Y-%m-%d %H:%M")}
    path.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def machine() -> dict[str, object]:
    """What it was measured on. The load is the average of the last minute, before the end."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "system": platform.system() + " " + platform.release(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((one.split(":", 1)[1].strip() for one in lines if "model name" in one), "")
