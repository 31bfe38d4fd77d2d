"""Readings to findings."""

from __future__ import annotations

import pytest
from benchmarks.outcome import Finding
from benchmarks.report import NOT_NATIVE, NOT_RECORDED, PLAIN, RECORDED, Cost, conclude

READINGS = {
    PLAIN: [[Cost(4.0, 0.5)], [Cost(2.0, 0.5)]],
    NOT_NATIVE: [[Cost(4.0, 0.75)], [Cost(2.0, 0.75)]],
    NOT_RECORDED: [[Cost(8.0, 0.5), Cost(2.0, 0.0)], [Cost(8.0, 1.0), Cost(4.0, 0.0)]],
    RECORDED: [[Cost(400.0, 1.0), Cost(40.0, 0.1)], [Cost(100.0, 1.5), Cost(50.0, 0.0)]],
}


def found(what: str, idle: dict[str, float] | None = None) -> Finding:
    return next(one for one in conclude(READINGS, idle or {}) if one.what == what)


def test_ratios_are_taken_within_a_round():
    recorded = found("Asterisk's CPU, Callseat, recorded: talk")
    assert (recorded.against, recorded.goal) == (NOT_RECORDED, 2.5)
    assert recorded.shown() == "1.75 (1.5 to 2)"
    assert found("server's CPU, signalling only (not recorded, no talk)").measured == 0.375


def test_a_recorded_call_counts_with_a_minute_of_talk():
    server = found("server's CPU, recorded call of 60 s")
    assert (server.low, server.high) == (50 / 1000, pytest.approx(100 / 1000))
    assert server.goal == 0.2


def test_each_process_has_its_figures():
    assert found("Callseat: server's CPU of a call, all but talk").measured == 3.0
    assert found("Callseat: server's CPU of a call, talk").unit == "% of a core"
    names = [one.what for one in conclude(READINGS, {}) if one.what.startswith("Dial(): ")]
    assert len(names) == 2


def test_the_idle_server_has_its_goals():
    idle = {"resident_mb": 160.0, "ready_after_asterisk_seconds": 1.0}
    assert found("idle server: memory", idle).reached is False
    assert found("server ready after Asterisk is", idle).reached
