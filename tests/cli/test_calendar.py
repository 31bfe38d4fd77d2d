"""`callseat calendar`."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_directory import Shell, shell  # noqa: F401 - a fixture


def test_a_calendar_by_hand_and_from_a_file(shell: Shell, tmp_path: Path) -> None:  # noqa: F811
    shell.ok(
        "calendar", "add", "office", "--timezone", "Asia/Tokyo", "--open", "mon-fri 09:00-18:00"
    )
    shell.ok("calendar", "holiday", "office", "2026-10-01", "--name", "国庆节")
    shell.ok("calendar", "holiday", "office", "2026-10-02", "--open", "10:00-12:00")
    shown = shell.ok("calendar", "show", "office")
    for cells in (("mon", "09:00", "18:00"), ("2026-10-01", "国庆节"), ("2026-10-02", "10:00")):
        assert any(all(cell in line for cell in cells) for line in shown.splitlines())
    file = tmp_path / "days.csv"
    file.write_text("day,begin,end,name\nsat,10:00,14:00\n2026-10-01,09:00,10:00\n")
    shell.ok("calendar", "import", "office", str(file))
    (listed,) = shell.listed("calendar", "list")
    assert (listed["spans"], listed["holidays"], listed["timezone"]) == (6, 2, "Asia/Tokyo")
    shell.ok("calendar", "holiday", "office", "2026-10-01", "--remove")
    shell.ok("calendar", "change", "office", "--open", "mon 22:00-04:00", "--name", "Night")
    (listed,) = shell.listed("calendar", "list")
    assert (listed["name"], listed["spans"], listed["holidays"]) == ("Night", 1, 1)
    shell.ok("calendar", "remove", "office")
    assert shell.listed("calendar", "list") == []


def test_what_is_wrong_is_a_sentence(shell: Shell, tmp_path: Path) -> None:  # noqa: F811
    shell.ok("calendar", "add", "office")
    for words, sentence in (
        (("add", "office"), "already a calendar office"),
        (("add", "b", "--timezone", "Nowhere"), "There is no time zone 'Nowhere'"),
        (("add", "b", "--open", "weekdays 9-5"), "is not a time like"),
        (("add", "b", "--open", "mon 9-5"), "is not one like 09:00 to"),
        (("holiday", "office", "tomorrow"), "is not a date like"),
        (("show", "none"), "There is no calendar 'none'"),
        (("import", "office", str(tmp_path / "none.csv")), "cannot be read"),
    ):
        assert sentence in shell.refused("calendar", *words)
    file = tmp_path / "bad.csv"
    file.write_text("mon,9,10\nxmas\n")
    refused = shell.refused("calendar", "import", "office", str(file))
    assert "line 1:" in refused
    assert "line 2:" in refused
