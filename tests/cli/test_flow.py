"""Flows on the command line: drawn, and walked with digits typed by hand."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from callseat.cli import main

FLOW = """\
code: main
name: 主流程
start: open
failed: bye
nodes:
  open: {kind: answer, next: choose}
  choose: {kind: menu, sounds: [menu], choices: {1: ask, 2: pin}, otherwise: bye}
  ask: {kind: http, url: "http://crm.example/${caller}", read: {name: who.name}, next: known}
  known:
    kind: if
    cases:
      - {value: "${name}", is: "Li", next: bye}
    otherwise: choose
  pin: {kind: collect, into: pin, sounds: [please-wait], most: 4, next: box, otherwise: bye}
  box: {kind: transfer, outside: "13900139000", busy: bye}
  bye: {kind: hangup}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "main.yaml"
    path.write_text(FLOW, encoding="utf-8")
    return path


def run(file: Path, *words: str, typed: str = "") -> Result:
    environment = {"CALLSEAT_DATA": str(file.parent / "data"), "CALLSEAT_LANGUAGE": "en"}
    return CliRunner().invoke(main, ["flow", *words], env=environment, input=typed)


def test_a_flow_is_drawn(file: Path) -> None:
    assert run(file, "draw", str(file)).exit_code == 0
    picture = ET.parse(file.with_suffix(".svg"))
    texts = {"".join(one.itertext()) for one in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert {"main 主流程", "choose (menu)", "pin (collect)", "next", "1"} <= texts
    boxes = [one for one in picture.iter("{http://www.w3.org/2000/svg}rect") if one.get("rx")]
    places = {(box.get("x"), box.get("y")) for box in boxes}
    assert len(places) == len(boxes) == 7, "no box covers another"


def test_a_flow_is_tried(file: Path) -> None:
    told = run(
        file, "try", str(file), "--language", "en", typed='1\n{"who": {"name": "Li"}}\n'
    ).output
    for line in (
        *("00:00 hears menu", "asks a server GET http://crm.example/13800138000"),
        *("main/ask --next-->", "name=Li", "main/known --cases.1-->", "served (normal)"),
        "the call is over",
    ):
        assert line in told, told


def test_digits_silence_and_hanging_up(file: Path) -> None:
    told = run(file, "try", str(file), "--language", "zh", typed="2\n1234\n").output
    assert "pin=1234" in told
    assert "呼叫 13900139000" in told
    told = run(file, "try", str(file), "--language", "en", typed="\n\nx\n").output
    assert told.count("hears menu") == 3
    assert "--hung_up-->" in told
