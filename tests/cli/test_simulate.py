"""Campaigns simulated on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from callseat.cli import main

SHORT = ("--seats", "5", "--hours", "1", "--seeds", "2")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["simulate", "campaign", *words])


def rows(*words: str) -> dict[str, dict[str, float]]:
    found = run(*SHORT, "--fast", "--json", *words)
    assert found.exit_code == 0, found.output
    return {one["way"]: one for one in json.loads(found.stdout)}


def test_ours_and_the_reference_beside_it(tmp_path: Path) -> None:
    found = run(*SHORT, "--output", str(tmp_path / "day.svg"))
    assert found.exit_code == 0, found.output
    assert "predictive" in found.output
    assert "ratio" in found.output
    assert (tmp_path / "day.svg").read_text(encoding="utf-8").startswith("<svg")
    assert rows()["predictive"]["days over cap"] == 0


def test_options_change_the_population() -> None:
    plain, many = (
        rows("--mode", "progressive"),
        rows("--mode", "progressive", "--answer-rate", "0.9"),
    )
    assert many["progressive"]["utilisation %"] > plain["progressive"]["utilisation %"] + 5
    brief = rows("--handling", "30", "--ring", "5")
    assert brief["predictive"]["answered"] > 3 * rows()["predictive"]["answered"]
    assert rows("--cap", "0")["predictive"]["abandoned %"] == 0


def test_a_population_file(tmp_path: Path) -> None:
    file = tmp_path / "people.yaml"
    file.write_text("answer: [0.6]\nhandling: {mean: 60}\n", encoding="utf-8")
    assert rows("--population", str(file))["predictive"]["answered"] > 100


@pytest.mark.parametrize("text", ["answer: [2]", "{"])
def test_a_wrong_population_is_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "people.yaml"
    file.write_text(text, encoding="utf-8")
    found = run("--population", str(file))
    assert found.exit_code == 1
    assert "people.yaml" in found.stderr
    assert "Traceback" not in found.output
