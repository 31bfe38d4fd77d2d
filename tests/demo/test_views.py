"""The views: tables in two languages, plain lines without repetition, no outside text that acts."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO
from random import Random

import pytest
from rich.console import Console

from callseat.demo.customers import somebody
from callseat.demo.invitation import invitation
from callseat.demo.picture import CallLook, LineLook, Picture, SeatLook
from callseat.demo.premises import people
from callseat.demo.table import MOST_CALLS, TableView, draw
from callseat.demo.tally import Tally
from callseat.demo.view import LineView
from callseat.demo.words import WORDS
from callseat.domain.rows import CallPartRow, ContactRow, QueueVisitRow, SeatSessionRow
from callseat.domain.status import Status
from callseat.domain.text import Text
from callseat.domain.world import Stage

NOW = 1_800_000_000_000
PICTURE = Picture(
    now=NOW,
    seats=(
        SeatLook("anna", "安娜 Anna", "1001", Status.TALKING, NOW - 65_000, 3),
        SeatLook("bo", "Bo", "1002", Status.OFFLINE, 0, 0),
    ),
    lines=(LineLook("销售 Sales", 2, 75, 8, 1),),
    calls=(CallLook("13800138000", Stage.WAITING, "sales", "", 75),),
)


def drawn(picture: Picture, language: str) -> str:
    console = Console(width=100, record=True, file=StringIO())
    console.print(draw(picture, Tally(calls=9, answered=8, abandoned=1), WORDS[language]))
    return console.export_text()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("坐席", "通话", "签出", "最长等待", "排队", "接通 8，放弃 1")),
        ("en", ("Seats", "talking", "offline", "Longest wait", "waiting", "8 answered, 1 aban")),
    ],
)
def test_seats_lines_and_calls_are_there(language: str, words: tuple[str, ...]) -> None:
    text = drawn(PICTURE, language)
    for word in (*words, "安娜 Anna", "1001", "1:05", "1:15", "13800138000"):
        assert word in text, text


def test_every_status_and_stage_has_a_word_in_both_languages() -> None:
    for words in WORDS.values():
        assert len({words.status(status) for status in Status}) == len(Status)
        assert set(words.stages) == set(Stage)


def test_a_hostile_caller_cannot_act_on_the_terminal() -> None:
    call = CallLook("[red]\x1b[2J\n'", Stage.FLOW, "", "", 1)
    text = drawn(replace(PICTURE, calls=(call,)), "en")
    assert "\x1b" not in text
    assert "[red]" in text


def test_more_calls_than_fit_are_left_out() -> None:
    calls = tuple(CallLook(f"139{n:04d}", Stage.WAITING, "sales", "", n) for n in range(40))
    text = drawn(replace(PICTURE, calls=calls), "en")
    assert sum("139" in line for line in text.splitlines()) == MOST_CALLS


def test_the_table_moves_in_place() -> None:
    console = Console(width=100, force_terminal=True, record=True, file=StringIO())
    view = TableView(console, WORDS["en"])
    view.tell(Text("ready", "就绪"))
    view.show(PICTURE, Tally())
    view.show(PICTURE, Tally(calls=1))
    view.close()
    assert "ready" in console.export_text()


def test_lines_say_what_happens_once() -> None:
    said: list[str] = []
    view = LineView(said.append, WORDS["en"])
    contact = ContactRow("x-1", "P1", "138", "4001", 1000)
    visit = QueueVisitRow("v-1", "x-1", "sales", 0, 2000)
    part = CallPartRow("c-1", "x-1", "anna", "1001", "0", "138", "4001", "P1", "sales", 2000)
    talking = replace(part, answered_at=3000, outcome="answered")
    for row in (
        contact,
        contact,
        visit,
        part,
        replace(visit, left_at=3500, outcome="answered"),
        talking,
        replace(contact, answered_at=3000),
        replace(talking, ended_at=5000, released_by="customer"),
        replace(contact, answered_at=3000, ended_at=5000, outcome="answered"),
    ):
        view.happened(row)
    assert [line.split(" s  ", 1)[1] for line in said] == [
        "x-1 138 calls 4001",
        "x-1 waits in sales",
        "x-1 offered to anna",
        "x-1 leaves sales after 1.5 s: answered",
        "x-1 answered by anna",
        "x-1 talked 2.0 s with anna, customer hung up",
        "x-1 138 over after 4.0 s: answered",
    ]


def test_lines_in_chinese_hold_no_english_words() -> None:
    said: list[str] = []
    view = LineView(said.append, WORDS["zh"])
    contact = ContactRow("1", "2", "138", "4001", 1000, 0, 9000, "served")
    part = CallPartRow("3", "1", "", "1001", "0", "138", "4001", "2", "", 2000)
    visit = QueueVisitRow("4", "1", "", 0, 2000)
    session = SeatSessionRow("5", "", "1001", 1000)
    view.tell(Text("ready", "就绪"))
    for row in (contact, visit, part, session, replace(part, answered_at=3000)):
        view.happened(row)
    view.happened(replace(contact, ended_at=0))
    for outcome in ("answered", "abandoned", "served", "rejected", "failed"):
        view.happened(replace(contact, outcome=outcome))
    for outcome in ("answered", "abandoned", "overflow", "failed"):
        view.happened(replace(visit, left_at=3000, outcome=outcome))
    for outcome in ("missed", "refused", "withdrawn", "failed"):
        view.happened(replace(part, ended_at=4000, outcome=outcome))
    for by in ("customer", "seat", "flow", "system"):
        view.happened(replace(part, answered_at=3000, ended_at=4000, released_by=by))
    for cause in ("logout", "connection_lost", "forced", "removed", "shutdown"):
        view.happened(replace(session, logout_at=4000, cause=cause))
    assert len(said) == 1 + 5 + 1 + 5 + 4 + 4 + 4 + 5
    for line in said:
        assert not re.search("[A-Za-z]", re.sub(r"^ *\d+\.\d\d s ", "", line)), line


def test_lines_escape_what_a_caller_sends() -> None:
    said: list[str] = []
    LineView(said.append, WORDS["en"]).happened(
        ContactRow("x-1", "P1", "\x1b]0;x\x07\n'", "4001", 1000)
    )
    assert said[0].endswith("x-1 \\x1b]0;x\\x07\\n' calls 4001")


def test_the_invitation_has_a_program_that_compiles() -> None:
    team = people()
    lines = invitation("ws://127.0.0.1:1/ws", team, WORDS["en"])
    program = "\n".join(line[4:] for line in lines if line.startswith("    ") or not line)
    compile(program, "invitation", "exec")
    free = next(one for one in team if not one.simulated)
    assert free.password in program
    assert len({one.password for one in team}) == len(team)


def test_customers_differ() -> None:
    random = Random(1)
    crowd = [somebody(random) for _ in range(200)]
    assert {one.digit for one in crowd} == {"", "1", "2"}
    assert min(one.patience for one in crowd) < 15
    assert max(one.patience for one in crowd) > 60
