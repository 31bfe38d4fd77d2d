"""Readings to figures."""

from __future__ import annotations

import json

from benchmarks.report import NOT_NATIVE, NOT_RECORDED, PLAIN, RECORDED, Cost, conclude, save

READINGS = {
    PLAIN: [[Cost(4.0, 0.5)], [Cost(2.0, 0.5)]],
    NOT_NATIVE: [[Cost(4.0, 0.75)], [Cost(2.0, 0.75)]],
    NOT_RECORDED: [[Cost(8.0, 0.5), Cost(2.0, 0.0)], [Cost(8.0, 1.0), Cost(4.0, 0.0)]],
    RECORDED: [[Cost(9.0, 1.0), Cost(3.0, 0.0)], [Cost(9.0, 1.5), Cost(5.0, 0.0)]],
}


def test_ratios_are_taken_within_a_round():
    ratios = conclude(READINGS, {}).ratios
    assert ratios["recorded : not recorded, talk"].text() == "1.75 (1.50 to 2.00)"
    assert ratios["Callseat : Dial(), set-up"].text(0) == "3 (2 to 4)"
    assert ratios["server : Asterisk, set-up"].median == 0.375


def test_each_process_has_its_figures():
    costs = conclude(READINGS, {}).costs
    assert len(costs[PLAIN]) == 1
    set_up, talk = costs[NOT_RECORDED][1]
    assert (set_up.median, talk.high) == (3.0, 0.0)


def test_the_file_holds_every_figure(tmp_path):
    path = save(conclude(READINGS, {"resident_mb": 100.0}), tmp_path / "new", {"rounds": 2})
    facts = json.loads(path.read_text())
    assert facts["idle"]["resident_mb"] == 100.0
    assert facts["costs"][RECORDED][0][0]["median"] == 9.0
    assert facts["run"] == {"rounds": 2}
