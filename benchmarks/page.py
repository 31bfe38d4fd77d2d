"""`docs/benchmarks.md` from the JSON files of `docs/benchmarks/`: `make bench-page`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.outcome import RESULTS, Finding

PAGE = RESULTS.parent / "benchmarks.md"
HEAD = """# Benchmarks: how far from the goals

Made by `make bench-page` from the files in `docs/benchmarks/`, which the benchmarks write. Nothing
is rounded to the goal's side; what falls short says so. Figures are medians, with the lowest and
the highest in brackets where there were several rounds. A ratio is taken within one run, subject
and reference in turn: machines differ, ratios hold better. How it is measured is in
[benchmarks/README.md](../benchmarks/README.md).
"""
MARKS = {True: "yes", False: "**no**", None: ""}


def page(outcomes: list[dict[str, Any]]) -> str:
    """The whole page."""
    parts = [HEAD, _summary(outcomes)]
    parts += [_section(one) for one in outcomes]
    return "\n".join(parts)


def _findings(outcome: dict[str, Any]) -> list[Finding]:
    return [Finding(**one) for one in outcome["findings"]]


def _summary(outcomes: list[dict[str, Any]]) -> str:
    aims = [one for outcome in outcomes for one in _findings(outcome) if one.goal is not None]
    short = [one for one in aims if not one.reached]
    lines = [f"{len(aims) - len(short)} of {len(aims)} goals are reached."]
    lines += [f"- not reached: {one.what}: {one.shown()}, goal {one.wanted()}" for one in short]
    return "\n".join(lines) + "\n"


def _section(outcome: dict[str, Any]) -> str:
    where, run = outcome["machine"], outcome["run"]
    settings = ", ".join(f"{key} {value}" for key, value in run.items())
    lines = [
        f"## {outcome['title']}",
        "",
        f"`{outcome['command']}`, {outcome['at']}, {where['processor']}, {where['cores']} cores, "
        f"Python {where['python']}, load {where['load']}" + (f"; {settings}" if settings else ""),
        "",
        "| what | measured | goal | reached | against |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.what} | {one.shown()} | {one.wanted()} | {MARKS[one.reached]} | {one.against} |"
        for one in _findings(outcome)
    ]
    return "\n".join(lines) + "\n"


def main(check: bool) -> int:
    files = sorted(RESULTS.glob("*.json"))
    text = page([json.loads(one.read_text(encoding="utf-8")) for one in files])
    if check:
        stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text
        if stale:
            print("docs/benchmarks.md is not what the files say: run make bench-page")
        return int(stale)
    PAGE.write_text(text, encoding="utf-8")
    print(Path("docs") / PAGE.name)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    sys.exit(main(parser.parse_args().check))
