"""`callseat report`: tables, CSV, spreadsheets and JSON of what the records say."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from callseat.cli import main
from callseat.cli.report_form import harmless
from callseat.domain.directory import Account
from callseat.domain.status import Status
from callseat.store.store import open_store
from tests.store.reports.scene import (
    HOUR,
    MINUTE,
    START,
    a_part,
    a_rest,
    a_session,
    a_step,
    a_visit,
    furnish,
    save,
)

runner = CliRunner()
DAY = ("--from", "2026-11-06", "--to", "2026-11-06")
FLOW = "code: main\nstart: line\nnodes:\n  line: {kind: queue, queue: sales}\n"
HOSTILE = [
    "=cmd|'/C calc'!A1",
    '@SUM("a,b")',
    "+1",
    "-1",
    "＝1+1",
    "  =1",
    'a "quoted", name;',
    "[red]安娜[/red]",
]


class Shell:
    """Commands in one data folder, which holds a day of records."""

    def __init__(self, data: Path) -> None:
        self.environment = {"CALLSEAT_DATA": str(data), "CALLSEAT_LANGUAGE": "en"}

    def run(self, *words: str) -> Result:
        return runner.invoke(main, ["report", *words], env=self.environment)

    def ok(self, *words: str) -> str:
        result = self.run(*words)
        assert result.exit_code == 0, result.output
        return result.stdout_bytes.decode()

    def rows(self, *words: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.ok(*words, "--format", "csv"), newline="")))


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that each test gets a copy of: hashing passwords takes its time."""
    data = tmp_path_factory.mktemp("furnished")
    asyncio.run(_furnish(data))
    return data


@pytest.fixture
def shell(furnished: Path, tmp_path: Path) -> Shell:
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    return Shell(tmp_path)


async def _furnish(data: Path) -> None:
    store = await open_store("", data)
    try:
        await furnish(store)
        for user in ("anna", "gone"):
            await save(
                store,
                a_session(
                    user,
                    (Status.IDLE, HOUR),
                    (Status.TALKING, 30 * MINUTE + 500),
                    (Status.REST, 20 * MINUTE),
                    at=8 * HOUR,
                ),
            )
        await save(store, [a_rest("anna", 9 * HOUR + 30 * MINUTE + 500, 20 * MINUTE, 10 * MINUTE)])
        await save(store, [a_part("anna", 9 * HOUR, "answered")])
        await save(store, [a_visit("sales", 9 * HOUR, 3_000, "answered")])
        await store.directory.flows.save(FLOW, START, "root")
        await save(store, [a_step("main", "=menu", 9 * HOUR, 2_000, "choices.1")])
    finally:
        await store.close()


async def _hire(data: Path) -> None:
    store = await open_store("", data)
    try:
        for number, name in enumerate(HOSTILE):
            user = f"hostile{number}"
            await store.directory.accounts.add(Account(user, name), "a long password")
            await save(store, a_session(user, (Status.IDLE, HOUR), at=0))
    finally:
        await store.close()


def test_a_table_for_people_in_either_language(shell: Shell) -> None:
    english = shell.ok("seats", *DAY, "--user", "anna")
    assert "Occupancy" in english
    assert "1:50:00" in english  # logged in, in whole seconds
    assert "33.3%" in english
    chinese = shell.ok("seats", *DAY, "--language", "zh")
    assert "签入时长" in chinese
    assert "Occupancy" not in chinese


def test_csv_for_programs_has_stable_names_and_milliseconds(shell: Shell) -> None:
    anna, gone = sorted(shell.rows("seats", *DAY), key=lambda row: row["user"])
    assert anna["from"] == "2026-11-06T00:00+08:00"
    assert anna["to"] == "2026-11-07T00:00+08:00"
    assert (anna["logged_in_ms"], anna["talk_ms"]) == ("6600500", "1800500")
    assert (anna["rests"], anna["overtime_ms"], anna["handled"]) == ("1", "600000", "1")
    assert (gone["name"], gone["group"], gone["average_handling_ms"]) == ("", "", "")
    assert shell.ok("seats", *DAY, "--format", "csv").isascii() is True


def test_pieces_sum_to_the_whole(shell: Shell) -> None:
    whole = shell.rows("seats", *DAY, "--user", "anna")[0]
    for by in ("15m", "30m", "hour", "day"):
        pieces = shell.rows("seats", *DAY, "--user", "anna", "--by", by)
        for name in ("logged_in_ms", "talk_ms", "rest_ms", "overtime_ms", "idle_count", "handled"):
            assert sum(int(row[name]) for row in pieces) == int(whole[name])
    assert len(shell.rows("seats", *DAY, "--user", "anna", "--by", "15m")) == 8


def test_json_says_what_was_asked_and_up_to_when_it_is_complete(shell: Shell) -> None:
    told = json.loads(shell.ok("seats", *DAY, "--group", "front", "--format", "json"))
    assert (told["from"], told["timezone"]) == ("2026-11-06T00:00+08:00", "Asia/Shanghai")
    assert (told["complete_until"], told["open"]) == (told["to"], 0)
    (line,) = told["lines"]
    assert (line["user"], line["group"], line["talk_ms"]) == ("anna", "front", 1_800_500)


def test_groups_and_queues(shell: Shell) -> None:
    assert [(row["group"], row["seats"]) for row in shell.rows("groups", *DAY)] == [
        ("", "1"),
        ("front", "1"),
    ]
    (sales,) = shell.rows("queues", *DAY)
    assert (sales["queue"], sales["offered"], sales["service_level"]) == ("sales", "1", "1.0")
    assert shell.rows("queues", "--from", "2026-11-07", "--to", "2026-11-07") == []


def test_flows_in_every_form(shell: Shell) -> None:
    (menu,) = shell.rows("flow", *DAY)
    assert (menu["node"], menu["entered"], menu["branches"]) == ("=menu", "1", "choices.1=1")
    (line,) = json.loads(shell.ok("flow", *DAY, "--flow", "main", "--format", "json"))["lines"]
    assert (line["branches"], line["spent_ms"]) == ({"choices.1": 1}, 2000)
    assert "choices.1=1" in shell.ok("flow", *DAY)
    assert "'=menu" in shell.ok("flow", *DAY, "--for-spreadsheets")
    assert "no flow 'none'" in shell.run("flow", *DAY, "--flow", "none").output


def test_spreadsheets_get_a_mark_of_utf8_crlf_and_no_formulas(shell: Shell, tmp_path: Path) -> None:
    asyncio.run(_hire(tmp_path))
    printed = shell.ok("seats", *DAY, "--for-spreadsheets", "--language", "zh")
    assert printed.startswith("\ufeff坐席,姓名,")
    assert printed.count("\r\n") == printed.count("\n") == 1 + 2 + len(HOSTILE)
    rows = list(csv.reader(io.StringIO(printed[1:], newline="")))
    names = {row[0]: row[1] for row in rows}
    for number, name in enumerate(HOSTILE):
        told = names[f"hostile{number}"]
        assert told == (f"'{name}" if number < 6 else name)
    spent = rows[0].index("签入时长 (秒)")
    assert {row[spent] for row in rows if row[0] == "anna"} == {"6600.5"}


def test_hostile_names_are_text_in_csv_and_in_tables(shell: Shell, tmp_path: Path) -> None:
    asyncio.run(_hire(tmp_path))
    rows = {row["user"]: row["name"] for row in shell.rows("seats", *DAY)}
    assert [rows[f"hostile{number}"] for number in range(len(HOSTILE))] == HOSTILE
    assert "[red]安娜[/red]" in shell.ok("seats", *DAY)


@pytest.mark.parametrize("start", list("=+-@\t\r\n\0＝＋－＠"))
def test_no_cell_begins_as_a_formula(start: str) -> None:
    assert harmless(f"{start}1") == f"'{start}1"
    assert harmless(f" {start}1") == f"' {start}1"
    assert harmless(f"a{start}1") == f"a{start}1"


def test_who_is_logged_in_is_told_beside_the_report(shell: Shell, tmp_path: Path) -> None:
    async def log_in() -> None:
        store = await open_store("", tmp_path)
        await save(store, a_session("ben", (Status.IDLE, HOUR), at=0, open_=True))
        await store.close()

    asyncio.run(log_in())
    for form in ("table", "csv", "json"):
        result = shell.run("seats", *DAY, "--format", form)
        assert "Complete up to 2026-11-06T01:00+08:00." in result.stderr
        assert "the status they are in: 1" in result.stderr
        assert "Complete up to" not in result.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("seats", "--from", "2026-11-07", "--to", "2026-11-06"), "ends before it begins"),
        (("seats", "--from", "6.11.2026"), "neither a date like"),
        (("seats", *DAY, "--user", "zoe"), "There is no account 'zoe'"),
        (("seats", *DAY, "--group", "none"), "There is no group 'none'"),
        (("groups", *DAY, "--group", ""), "There is no group ''"),
        (("queues", *DAY, "--queue", "none"), "There is no queue 'none'"),
        (("seats", "--from", "1990-01-01", "--to", "2026-01-01", "--by", "15m"), "too long"),
        (("seats", *DAY, "--for-spreadsheets", "--format", "json"), "a form of CSV"),
    ],
)
def test_bad_input_is_a_sentence(shell: Shell, words: tuple[str, ...], sentence: str) -> None:
    for form in ((), ("--format", "csv")):
        result = shell.run(*words, *(form if "--format" not in words else ()))
        assert result.exit_code == 1
        assert sentence in result.stderr
        assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "America", "../etc/passwd", "", "\x1b[31m"])
def test_a_time_zone_that_does_not_exist_is_a_sentence(shell: Shell, zone: str) -> None:
    shell.environment["CALLSEAT_TIMEZONE"] = zone
    result = shell.run("seats")
    assert result.exit_code == 1
    assert "there is no time zone" in result.stderr
    assert "\x1b[31m" not in result.stderr


def test_the_settings_time_zone_decides_what_a_day_is(shell: Shell) -> None:
    assert START % HOUR == 0
    shell.environment["CALLSEAT_TIMEZONE"] = "America/New_York"
    # 8:00 in Shanghai is the evening before in New York.
    assert shell.rows("seats", *DAY) == []
    day_before = ("--from", "2026-11-05", "--to", "2026-11-05", "--user", "anna")
    (line,) = shell.rows("seats", *day_before)
    assert (line["from"], line["logged_in_ms"]) == ("2026-11-05T00:00-05:00", "6600500")
