"""The directory on the command line: what is added is listed, what is wrong is said."""

from __future__ import annotations

import asyncio
import getpass
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from callseat import __version__
from callseat.cli import main
from callseat.domain.rows import (
    CallPartRow,
    ContactDataRow,
    ContactRow,
    RecordingRow,
    RecordingSegmentRow,
)
from callseat.store.store import open_store
from tests.support.audio import audio

runner = CliRunner()
FLOW = """\
code: main
name: Main
start: hello
nodes:
  hello: {kind: play, sounds: [welcome], next: line}
  line: {kind: queue, queue: sales}
"""


class Shell:
    """Commands in one data folder."""

    def __init__(self, data: Path) -> None:
        self.environment = {"CALLSEAT_DATA": str(data)}

    def run(self, *words: str, given: str = "") -> Result:
        return runner.invoke(main, words, env=self.environment, input=given)

    def ok(self, *words: str, given: str = "") -> str:
        result = self.run(*words, given=given)
        assert result.exit_code == 0, result.output
        return result.output

    def refused(self, *words: str, given: str = "") -> str:
        """What is said to standard error."""
        result = self.run(*words, given=given)
        assert result.exit_code == 1, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.stderr

    def listed(self, *words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.ok(*words, "--json"))
        return found


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_the_version() -> None:
    assert runner.invoke(main, ["--version"]).output == f"callseat {__version__}\n"


def test_a_user_from_the_first_day_to_the_last(shell: Shell) -> None:
    shell.ok("group", "add", "front", "--name", "前台")
    shell.ok("queue", "add", "sales")
    shell.ok("queue", "add", "service")
    added = shell.ok(
        "user", "add", "anna", "--name", "安娜", "--extension", "1001", "--group", "front",
        "--skill", "sales:8", "--skill", "service", "--generate",
    )  # fmt: skip
    assert "Password (shown only now): " in added
    anna = {
        "user": "anna",
        "name": "安娜",
        "role": "agent",
        "extension": "1001",
        "group": "front",
        "supervises": [],
        "skills": ["sales:8", "service:5"],
        "callers": [],
        "reach": "",
        "disabled": False,
    }
    assert shell.listed("user", "list") == [anna]
    shell.ok("user", "disable", "anna")
    shell.ok("user", "skill", "anna", "service:1")
    assert shell.listed("user", "list") == [anna | {"skills": ["service:1"], "disabled": True}]
    shell.ok("user", "enable", "anna")
    shell.ok("user", "skill", "anna")
    assert shell.listed("user", "list") == [anna | {"skills": []}]
    shell.ok("user", "remove", "anna")
    assert shell.listed("user", "list") == []


def test_how_far_a_user_may_call_and_what_it_shows(shell: Shell) -> None:
    shell.ok(
        "user", "add", "anna", "--caller", "02112345678", "--caller", "+862187654321",
        "--reach", "local", "--extension", "1001", "--generate",
    )  # fmt: skip

    def listed() -> tuple[Any, ...]:
        (found,) = shell.listed("user", "list")
        return found["callers"], found["reach"], found["name"], found["extension"]

    assert listed() == (["02112345678", "+862187654321"], "local", "", "1001")
    shell.ok("user", "change", "anna", "--reach", "international", "--name", "Anna")
    assert listed() == (["02112345678", "+862187654321"], "international", "Anna", "1001")
    shell.ok("user", "change", "anna", "--caller", "95588", "--reach-of-role")
    assert listed() == (["95588"], "", "Anna", "1001")
    shell.ok("user", "change", "anna", "--no-callers", "--extension", "")
    assert listed() == ([], "", "Anna", "")
    assert "'four' is not allowed" in shell.refused("user", "change", "anna", "--caller", "four")
    assert "no account 'nobody'" in shell.refused("user", "change", "nobody", "--name", "x")


def test_a_password_is_given_on_standard_input(shell: Shell) -> None:
    shell.ok("user", "add", "anna", given="a long password\n")
    assert "8 to 256 characters" in shell.refused("user", "password", "anna", given="short\n")
    shell.ok("user", "password", "anna", given="another password\n")
    new = shell.ok("user", "password", "anna", "--generate")
    assert "another password" not in new


def test_a_table_for_people_shows_hostile_names_as_they_are(shell: Shell) -> None:
    shell.ok("group", "add", "front", "--name", "[red]'; DROP TABLE seat_group; --")
    assert "[red]'; DROP TABLE seat_group; --" in shell.ok("group", "list")
    shell.ok("group", "remove", "front")
    assert shell.listed("group", "list") == []


def test_a_queue_is_changed_in_what_is_given_only(shell: Shell) -> None:
    shell.ok("queue", "add", "late")
    shell.ok("queue", "add", "sales", "--max-wait", "30", "--strategy", "level_first")
    shell.ok("queue", "change", "sales", "--overflow", "late", "--ring-time", "9")
    found = {one["code"]: one for one in shell.listed("queue", "list")}["sales"]
    assert (found["max_wait"], found["strategy"]) == (30, "level_first")
    assert (found["overflow_queue"], found["ring_time"]) == ("late", 9)
    assert "still used by sales" in shell.refused("queue", "remove", "late")
    shell.ok("queue", "remove", "sales")


def test_a_group_is_changed_in_what_is_given_only(shell: Shell) -> None:
    shell.ok("group", "add", "front", "--name", "Front", "--rest-quota", "3")
    shell.ok("group", "change", "front", "--rest-floor", "80", "--rest-allowance", "300")
    (found,) = shell.listed("group", "list")
    assert found == {
        "code": "front",
        "name": "Front",
        "rest_quota": 3,
        "rest_allowance": 300,
        "rest_floor": 80,
        "blend_below": 0,
        "blend_above": 0,
    }
    assert "must be from" in shell.refused("group", "change", "front", "--rest-floor", "101")
    assert "no group 'none'" in shell.refused("group", "change", "none", "--rest-quota", "1")


def test_who_serves_and_who_works_where(shell: Shell) -> None:
    shell.ok("queue", "add", "sales")
    for user in ("anna", "ben"):
        shell.ok("user", "add", user, "--extension", "1001", "--generate")
    shell.ok("user", "skill", "anna", "sales:7")
    (member,) = shell.listed("queue", "members", "sales")
    assert (member["user"], member["extension"], member["level"]) == ("anna", "1001", 7)
    assert "no queue 'none'" in shell.refused("queue", "members", "none")
    assert shell.listed("seat", "list") == [{"extension": "1001", "users": ["anna", "ben"]}]


def test_where_an_extension_sends_its_calls(shell: Shell) -> None:
    shell.ok("user", "add", "anna", "--extension", "1001", "--generate")
    assert json.loads(shell.ok("seat", "forward", "1001", "--busy", "1002", "--json")) == {
        "extension": "1001",
        "always": "",
        "busy": "1002",
    }
    shell.ok("seat", "forward", "1001", "--always", "13800138000")
    shell.ok("seat", "forward", "1001", "--busy", "")
    shown = json.loads(shell.ok("seat", "forward", "1001", "--json"))
    assert (shown["always"], shown["busy"]) == ("13800138000", "")
    assert "no seat '1009'" in shell.refused("seat", "forward", "1009")
    assert "to itself" in shell.refused("seat", "forward", "1001", "--always", "1001")
    assert "2 to 20 digits" in shell.refused("seat", "forward", "1001", "--always", "a@b")


def test_what_the_command_line_changes_is_audited(shell: Shell) -> None:
    shell.ok("group", "add", "front")
    password = shell.ok("user", "add", "anna", "--generate").rsplit(": ", 1)[1].strip()
    shell.refused("user", "remove", "nobody")
    shell.ok("user", "remove", "anna")
    rows = shell.listed("audit", "list")
    assert [(one["action"], one["target"]) for one in rows] == [
        ("user.remove", "anna"),
        ("user.add", "anna"),
        ("group.add", "front"),
    ]
    assert {one["actor"] for one in rows} == {f"cli:{getpass.getuser()}"}
    assert password not in json.dumps(rows)
    assert len(shell.listed("audit", "list", "--target", "anna", "--limit", "1")) == 1
    assert "user.remove" in shell.ok("audit", "list", "--actor", f"cli:{getpass.getuser()}")


def test_flows_projects_and_trunks(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "main.yaml"
    file.write_text(FLOW)
    assert 'no queue "sales"' in shell.refused("flow", "check", str(file))
    shell.ok("queue", "add", "sales")
    assert "without fault" in shell.ok("flow", "check", str(file))
    assert shell.listed("flow", "list") == []
    shell.ok("flow", "save", str(file))
    assert "version 2" in shell.ok("flow", "save", str(file))
    assert [(one["code"], one["version"]) for one in shell.listed("flow", "list")] == [("main", 2)]
    shell.ok("project", "add", "P1", "--service-number", "4001", "--flow", "main", "--wrap-up", "5")
    assert shell.listed("project", "list")[0]["service_numbers"] == ["4001"]
    shell.ok("project", "remove", "P1")
    shell.ok("trunk", "add", "carrier", "192.0.2.1", "--user", "us", given="the-secret\n")
    assert "the-secret" not in shell.ok("trunk", "list") + shell.ok("trunk", "list", "--json")
    assert shell.listed("trunk", "list")[0]["user"] == "us"
    shell.ok("trunk", "add", "tones", "192.0.2.2", "--dtmf", "inband")
    assert [one["dtmf"] for one in shell.listed("trunk", "list")] == ["auto", "inband"]
    shell.ok("trunk", "remove", "carrier")


def test_a_flow_file_with_faults_is_refused_with_their_lines(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("code: x\nname: x\nstart: a\nnodes:\n  a: {kind: dance}\n")
    said = shell.refused("flow", "save", str(file))
    assert "line 5" in said
    assert "dance" in said
    assert "cannot be read" in shell.refused("flow", "check", str(tmp_path / "none.yaml"))
    file.write_bytes(b"\xff\xfe")
    assert "UTF-8" in shell.refused("flow", "check", str(file))


def test_how_a_phone_is_set_up(shell: Shell) -> None:
    shell.ok("user", "add", "anna", "--extension", "1001", "--generate")
    shown = json.loads(shell.ok("phone", "show", "1001", "--json"))
    assert shown["user"] == "1001"
    assert len(shown["secret"]) >= 24
    assert shown["secret"] in shell.ok("phone", "show", "1001")
    assert "no seat '9'" in shell.refused("phone", "show", "9")


def test_our_own_sounds_are_there_before_the_first_run(shell: Shell) -> None:
    codes = {one["code"]: one["file"] for one in shell.listed("sound", "list")}
    assert codes["welcome"] == "built-in"


def test_a_sound_from_a_file(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "holiday.mp3"
    file.write_bytes(audio("mp3"))
    shell.ok("sound", "add", "holiday", str(file), "--title", "节日")
    assert "already a sound" in shell.refused("sound", "add", "holiday", str(file))
    shell.ok("sound", "add", "holiday", str(file), "--replace")
    found = {one["code"]: one["title"] for one in shell.listed("sound", "list")}
    assert found["holiday"] == "节日"
    assert "already a sound" in shell.refused("sound", "add", "welcome", str(file))
    assert "comes with" in shell.refused("sound", "remove", "welcome")
    shell.ok("sound", "add", "welcome", str(file), "--replace")
    shell.ok("sound", "remove", "welcome")
    test_our_own_sounds_are_there_before_the_first_run(shell)
    assert "cannot be read" in shell.refused("sound", "add", "x", str(tmp_path / "none.wav"))
    assert "is not allowed" in shell.refused("sound", "add", "../../x", str(file))
    file.write_text("no sound")
    said = shell.refused("sound", "add", "holiday", str(file), "--replace")
    assert "not audio that can be read" in said
    assert "不是可识别的音频" in said
    shell.ok("sound", "remove", "holiday")
    assert "no sound 'holiday'" in shell.refused("sound", "remove", "holiday")
    assert [one["action"] for one in shell.listed("audit", "list", "--target", "holiday")] == [
        "sound.remove",
        "sound.change",
        "sound.add",
    ]


def test_no_records_yet(shell: Shell) -> None:
    for kind in ("contacts", "parts", "recordings"):
        assert shell.listed("records", kind, "--limit", "5") == []
    assert "There is no contact 'c-1'" in shell.refused("records", "show", "c-1")


def test_a_contact_is_shown_with_all_that_belongs_to_it(shell: Shell, tmp_path: Path) -> None:
    async def remember() -> None:
        store = await open_store("", tmp_path)
        for row in (
            ContactRow("c-1", "P1", "139", "4001", 1000, outcome="answered"),
            CallPartRow("n-1", "c-1", "anna", "1001", "0", "139", "4001", "P1", "sales", 1000),
            RecordingRow("r-1", "c-1", 1000, 9000, 8000, "done"),
            RecordingSegmentRow("r-1", 1, 0, 5000, "anna"),
            RecordingSegmentRow("r-1", 2, 5000, 8000, state="hold", cause="requestHold"),
            ContactDataRow("c-1", "order", "[red]A-17"),
        ):
            store.writer.save(row)
        await store.close()

    asyncio.run(remember())
    story = json.loads(shell.ok("records", "show", "c-1", "--json"))
    assert [one["state"] for one in story["segments"]] == ["talk", "hold"]
    assert story["data"] == [{"contact_id": "c-1", "key": "order", "value": "[red]A-17"}]
    shown = shell.ok("records", "show", "c-1")
    for word in ("4001", "anna", "r-1", "requestHold", "[red]A-17"):
        assert word in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("user", "add", "an na", "--generate"), "The user name 'an na' is not allowed"),
        (("user", "add", "bo", "--group", "none", "--generate"), "There is no group 'none'"),
        (("user", "add", "bo", "--skill", "sales:x", "--generate"), "QUEUE or QUEUE:LEVEL"),
        (("user", "remove", "nobody"), "There is no account 'nobody'"),
        (("queue", "add", "sales", "--ring-time", "0"), "must be from"),
        (("queue", "change", "sales"), "There is no queue 'sales'"),
        (("project", "add", "P1", "--service-number", "four"), "'four' is not allowed"),
        (("trunk", "add", "t", "no host"), "neither a name nor an address"),
        (("project", "remove", "P1"), "There is no project 'P1'"),
    ],
)
def test_bad_input_is_a_sentence(shell: Shell, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in shell.refused(*words)


def test_a_database_that_cannot_be_used_is_a_sentence(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "callseat.db").write_text("this is no database, and never was one\n" * 50)
    assert "cannot be used" in shell.refused("user", "list")


def test_a_settings_file_that_is_not_there(shell: Shell) -> None:
    assert "no settings file" in shell.refused("--config", "/nowhere.toml", "user", "list")
