"""Campaigns on the command line: from a file to a start, with sentences in both languages."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.test_directory import Shell

GUIDES = Path(__file__).parents[2] / "docs" / "howto"
FILE = "姓名,电话,城市\n张三,13800138000,上海\n李四,x,北京\n=1,13900139000,\n".encode("gb18030")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "data")
    shell.ok("queue", "add", "out")
    shell.ok("project", "add", "P1")
    return shell


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "march.csv"
    path.write_bytes(FILE)
    return str(path)


def test_from_a_file_to_a_start(shell: Shell, file: str) -> None:
    shell.ok(
        "campaign", "add", "spring", "--project", "P1", "--queue", "out", "--cap", "2.5",
        "--retry", "busy:3:600", "--machines", "message",
    )  # fmt: skip
    assert "no leads" in shell.refused("campaign", "start", "spring")
    seen = json.loads(shell.ok("campaign", "preview", file, "--json"))
    assert (seen["encoding"], seen["columns"]["number"]) == ("gb18030", "电话")
    assert "张三" in shell.ok("campaign", "preview", file)
    said = shell.ok("campaign", "import", "spring", file)
    assert "2 leads are imported into the list main; 1 lines are not." in said
    assert "It is not a telephone number." in said
    assert "march.csv" in shell.refused("campaign", "import", "spring", file)
    (done,) = shell.listed("campaign", "imports", "spring")
    (fault,) = shell.listed("campaign", "faults", "spring", done["id"])
    assert (fault["line"], fault["reason"]) == (3, "bad_number")
    shell.ok("campaign", "start", "spring")
    shown = json.loads(shell.ok("campaign", "show", "spring", "--json"))
    assert (shown["state"], shown["cap"], shown["leads"]["waiting"]) == ("running", 250, 2)
    assert shown["retries"] == [{"outcome": "busy", "attempts": 3, "after": 600}]
    assert shown["detection"]["machine"] == "message"
    assert "is running" in shell.refused("campaign", "remove", "spring")
    shell.ok("campaign", "change", "spring", "--machines", "off", "--lines", "5")
    shell.ok("campaign", "pause", "spring")
    shell.ok("campaign", "finish", "spring")
    text = shell.ok("campaign", "export", "spring")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["name"] for row in rows] == ["张三", "'=1"]
    shell.ok("campaign", "remove", "spring")
    assert shell.listed("campaign", "list") == []


def test_sentences_of_an_import_are_in_chinese_too(shell: Shell, file: str) -> None:
    shell.environment["CALLSEAT_LANGUAGE"] = "zh"
    shell.ok("campaign", "add", "spring")
    said = shell.ok("campaign", "import", "spring", file)
    assert "导入 2 条，1 行未导入" in said
    assert "不是有效的电话号码。" in said


def test_leads_one_by_one(shell: Shell) -> None:
    shell.ok("campaign", "add", "spring")
    shell.ok("campaign", "lead-add", "spring", "138 0013 8000", "--list", "vip", "--name", "Ann")
    assert "already" in shell.refused("campaign", "lead-add", "spring", "13800138000")
    (lead,) = shell.listed("campaign", "leads", "spring")
    shell.ok("campaign", "lead-change", "spring", lead["lead_id"], "--withdraw",
             "--call-back", "2026-12-01T10:00+08:00")  # fmt: skip
    (lead,) = shell.listed("campaign", "leads", "spring", "--number", "+8613800138000")
    assert (lead["withdrawn"], lead["due_at"]) == (True, 1_796_090_400_000)
    assert "not a time" in shell.refused(
        "campaign", "lead-change", "spring", lead["lead_id"], "--call-back", "soon"
    )
    shell.ok("campaign", "list-change", "spring", "vip", "--priority", "-2")
    assert shell.listed("campaign", "lists", "spring")[0]["priority"] == -2
    assert shell.listed("campaign", "attempts", "spring") == []
    shell.ok("campaign", "list-remove", "spring", "vip")
    assert "lead_id" in shell.ok("campaign", "leads", "spring")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("campaign", "add", "c", "--retry", "busy"), "not a rule"),
        (("campaign", "add", "c", "--machines", "shout"), "machine"),
        (("campaign", "start", "gone"), "no campaign"),
        (("campaign", "preview", "gone.csv"), "cannot be read"),
        (("campaign", "preview", "gone.csv", "--column", "x"), "does not say a column"),
        (("do-not-call", "add", "gone", "13800138000"), "no list"),
        (("project", "disposition", "require", "P1"), "must have some"),
        (("project", "disposition", "remove", "P1", "x"), "no disposition"),
        (("project", "disposition", "list", "gone"), "no project"),
    ],
)
def test_what_is_wrong_is_a_sentence(shell: Shell, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in shell.refused(*words)


def test_numbers_that_must_not_be_called(shell: Shell, file: str) -> None:
    shell.ok("do-not-call", "add-list", "law", "--name", "Register")
    shell.ok("do-not-call", "add", "law", "13800138000", "--note", "asked")
    said = shell.ok("do-not-call", "import", "law", file)
    assert "1 numbers are new, 1 were there, 1 lines are none." in said
    (found,) = shell.listed("do-not-call", "check", "+86 138 0013 8000")
    assert (found["list"], found["note"]) == ("law", "asked")
    shell.ok("do-not-call", "remove", "law", "13800138000")
    assert "may be called" in shell.ok("do-not-call", "check", "13800138000")
    assert [one["e164"] for one in shell.listed("do-not-call", "numbers", "law")] == [
        "+8613900139000"
    ]
    shell.ok("do-not-call", "remove-list", "law")
    assert shell.listed("do-not-call", "lists") == []


def test_dispositions_and_blending(shell: Shell) -> None:
    shell.ok("project", "disposition", "add", "P1", "sold", "--name", "成交", "--success")
    shell.ok("project", "disposition", "add", "P1", "later", "--not-final", "--call-back")
    shell.ok("project", "disposition", "require", "P1")
    sold, later = shell.listed("project", "disposition", "list", "P1")
    assert (sold["success"], later["final"], later["call_back"]) == (True, False, True)
    shell.ok("project", "disposition", "remove", "P1", "later")
    shell.ok("group", "add", "front", "--blend-below", "70", "--blend-above", "85")
    assert shell.listed("group", "list")[0]["blend_above"] == 85


@pytest.mark.parametrize("name", ["campaigns.md", "campaigns.zh-CN.md"])
def test_what_the_guide_says_works_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shell = Shell(tmp_path / "data")
    shell.ok("calendar", "add", "office")
    shell.ok("group", "add", "front")
    shell.ok("user", "add", "anna", "--generate")
    Path("march.csv").write_bytes(FILE)
    Path("register.csv").write_text("phone\n13800138009\n")
    Path("odd.csv").write_bytes("稱呼,Wer,Kontakt\n王,A,13800138011\n".encode("big5"))
    guide = (GUIDES / name).read_text().replace("\\\n", "")
    ran = 0
    for line in re.findall(r"^callseat .*$", guide, flags=re.MULTILINE):
        words = shlex.split(line.partition(" > ")[0], comments=True)[1:]
        if "LEAD" in words:
            words[words.index("LEAD")] = shell.listed("campaign", "leads", "spring")[0]["lead_id"]
        shell.ok(*words)
        ran += 1
    assert ran > 20
