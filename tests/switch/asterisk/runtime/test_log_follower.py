"""Asterisk's log lines become structured ones."""

import json
from pathlib import Path

import structlog

from callseat.switch.asterisk.runtime.log_follower import LogFollower, LogLine, parse_line


def _line(message: str, level: str = "WARNING") -> str:
    where = {"filename": "res_pjsip.c", "function": "f", "line": 1}
    return json.dumps({"logmsg": {"location": where, "level": level, "message": message}}) + "\n"


async def _rotate() -> None:
    raise AssertionError("too small to rotate")


def test_a_line_has_level_module_and_message() -> None:
    assert parse_line(_line("no answer\n")) == LogLine("warning", "res_pjsip", "no answer")
    assert parse_line("[2026-11-23] Asterisk 22.10.1 built by someone") is None
    assert parse_line('{"logmsg": 3}') is None


def test_callers_words_cannot_act_on_a_terminal() -> None:
    line = parse_line(_line("from \x1b[2J\x07evil\r\nforged"))
    assert line is not None
    assert line.message == "from  [2J evil  forged"


def test_lines_are_forwarded_whole_and_through_a_rotation(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_text(_line("before"))
    follower = LogFollower(path, 10_000, _rotate)
    with structlog.testing.capture_logs() as seen, path.open("a") as file:
        text = _line("first", "ERROR")
        file.write(text[:20])
        file.flush()
        follower.forward()
        assert seen == []
        file.write(text[20:])
        file.flush()
        path.rename(tmp_path / "log.json.0")
        path.write_text(_line("second", "NOTICE"))
        follower.forward()
        follower.close()
    assert [(one["log_level"], one["event"], one["module"]) for one in seen] == [
        ("error", "first", "res_pjsip"),
        ("info", "second", "res_pjsip"),
    ]
