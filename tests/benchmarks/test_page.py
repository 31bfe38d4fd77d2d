"""The page of all findings, made of the files alone."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.outcome import Finding, Outcome, tell
from benchmarks.page import page

FINDINGS = [
    Finding.of("time", [1.0, 3.0, 2.0], "s", goal=2.0, against="a bare loop"),
    Finding("share", 0.7, goal=0.8, at_most=False),
    Finding("count", 12_000),
]


def test_the_page_says_what_is_reached_and_what_is_not(tmp_path: Path) -> None:
    path = tell(Outcome("x", "Title", "make bench-x", FINDINGS, {"rounds": 3}), tmp_path)
    text = page([json.loads(path.read_text(encoding="utf-8"))])
    assert "1 of 2 goals are reached." in text
    assert "- not reached: share: 0.7, goal ≥ 0.8" in text
    assert "| time | 2 (1 to 3) s | ≤ 2 | yes | a bare loop |" in text
    assert "| count | 12,000 |  |  |  |" in text
    assert "`make bench-x`" in text
    assert "rounds 3" in text
