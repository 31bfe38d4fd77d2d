"""Every fault that a node can have by itself, and that whole flows can."""

from __future__ import annotations

import pytest

from callseat.domain.flow.check import Fault, KnownNames, check_flow
from callseat.domain.flow.flow import (
    Attach,
    Case,
    Choice,
    Collect,
    Enqueue,
    Flow,
    Goto,
    HangUp,
    Hours,
    Http,
    If,
    Lookup,
    Menu,
    NamedNode,
    Node,
    Play,
    Return,
    Say,
    Set,
    SubFlow,
    Transfer,
    Value,
    Voicemail,
)

KNOWN = KnownNames(
    sounds=frozenset({"hello"}),
    queues=frozenset({"sales"}),
    calendars=frozenset({"days"}),
    flows=frozenset({"other", "f"}),
    groups=frozenset({"g1"}),
    seats=frozenset({"anna"}),
    extensions=frozenset({"1001"}),
)
URL = "https://crm.example/${caller}"


def faults(node: Node, known: KnownNames = KNOWN, **more: str) -> list[str]:
    flow = Flow("f", "", "a", (NamedNode("a", node),), **more)
    return [f"{one.field}: {one.message}" for one in check_flow(flow, known)]


@pytest.mark.parametrize(
    "node",
    [
        Say("${caller}"),
        Collect("pin", ("hello",)),
        If((Case("${x}", at_least=1, at_most=2), Case("1", in_=("1",)))),
        Set((Value("x", "$$${data.order}${msg}"),)),
        Hours("days"),
        Http(URL, "POST", (Value("X-Key", "secret:crm"),), '{"n": "${x}"}', (Value("y", "a.b"),)),
        Lookup("seat", "${x}"),
        Attach("${x}", (Value("order", "1"),)),
        Enqueue("sales", 9, skills=("sales",), leave="1", call_back="2"),
        Transfer(seat="anna"),
        Transfer(extension="1001"),
        Transfer(outside="${x}"),
        Voicemail("g1"),
        Voicemail("anna"),
        SubFlow("other"),
        Goto("other"),
        Return(),
        HangUp("busy"),
    ],
    ids=lambda node: type(node).__name__,
)
def test_without_fault(node: Node) -> None:
    assert faults(node) == []


@pytest.mark.parametrize(
    ("node", "told"),
    [
        (Play(("ho",)), 'sounds: there is no sound "ho"'),
        (Say("a ${B}"), 'text: text: "B" is no value'),
        (Say("5 $"), "text: text: write $$ for a dollar sign"),
        (Say("x", "Chinese"), 'language: "Chinese" is no language, such as zh or en'),
        (Collect("Pin"), 'into: "Pin" is no name of a value: a-z, 0-9 and _, a letter first'),
        (Collect("p", ("ho",)), 'sounds: there is no sound "ho"'),
        (Collect("p", ends="##"), 'ends: "##" is no key of a telephone: use one of 0-9, * or #'),
        (Collect("p", least=5, most=4), "least: least must not be more than most"),
        (Collect("p", most=65), "most: most must be from 1 to 64"),
        (Collect("p", gap=0), "gap: gap must be from 1 to 60"),
        (Menu((Choice("1", ""),)), "sounds: sounds or say is needed"),
        (Menu((Choice("1", ""),), say="a ${B}"), 'say: say: "B" is no value'),
        (
            Menu((Choice("1", ""),), say="a", language="Chinese"),
            'language: "Chinese" is no language, such as zh or en',
        ),
        (
            Collect("p", say="a", language="Chinese"),
            'language: "Chinese" is no language, such as zh or en',
        ),
        (If((Case("x"),)), "cases.1: case 1 needs one of is, in, matches, at_least and at_most"),
        (
            If((Case("x", is_="1", matches="2"),)),
            "cases.1: case 1 needs one of is, in, matches, at_least and at_most",
        ),
        (If((Case("${X}", is_="1"),)), 'cases: cases: "X" is no value'),
        (
            Set((Value("9x", "1"),)),
            'values.9x: "9x" is no name of a value: a-z, 0-9 and _, a letter first',
        ),
        (Hours("nights"), 'calendar: there is no calendar "nights"'),
        (Http("ftp://x/"), "url: url must begin with http:// or https://"),
        (
            Http("http://${x}/"),
            "url: url needs a host that is written out, without a name or password",
        ),
        (Http(URL, "TRACE"), "method: method must be one of GET, POST, PUT, PATCH, DELETE"),
        (Http(URL, timeout=11), "timeout: timeout must be from 1 to 10"),
        (
            Http(URL, read=(Value("A", "b"),)),
            'read.A: "A" is no name of a value: a-z, 0-9 and _, a letter first',
        ),
        (Lookup("moon"), "what: what must be one of seat, queue, caller"),
        (Attach("${"), "msg: msg: write $$ for a dollar sign"),
        (Enqueue("support"), 'queue: there is no queue "support"'),
        (Enqueue("sales", skills=("tea",)), 'skills: there is no queue "tea"'),
        (
            Enqueue("sales", announce="all"),
            "announce: announce must be one of position, wait, both, none",
        ),
        (
            Enqueue("sales", leave="A"),
            'leave: "A" is no key of a telephone: use one of 0-9, * or #',
        ),
        (
            Enqueue("sales", leave="1", call_back="1"),
            "call_back: leave and call_back must be different keys",
        ),
        (
            Enqueue("sales", call_back="1", call_back_sounds=("ho",)),
            'call_back_sounds: there is no sound "ho"',
        ),
        (Enqueue("sales", retries=10), "retries: retries must be from 0 to 9"),
        (Transfer(), ": exactly one of seat, extension and outside is needed"),
        (
            Transfer(seat="anna", outside="1"),
            ": exactly one of seat, extension and outside is needed",
        ),
        (Transfer(seat="ben"), 'seat: there is no seat "ben"'),
        (Transfer(extension="9"), 'extension: there is no extension "9"'),
        (Transfer(seat="anna", ring_time=0), "ring_time: ring_time must be from 1 to 120"),
        (Voicemail("tea"), 'box: there is no group or user "tea"'),
        (Voicemail("g1", longest=601), "longest: longest must be from 1 to 600"),
        (SubFlow("gone"), 'flow: there is no flow "gone"'),
        (Goto("gone"), 'flow: there is no flow "gone"'),
        (HangUp("rude"), "cause: cause must be one of normal, busy"),
        (Http(URL, failed="x"), 'failed: failed leads to "x", which is no node'),
        (Enqueue("sales", left="x"), 'left: left leads to "x", which is no node'),
        (Transfer(seat="anna", busy="x"), 'busy: busy leads to "x", which is no node'),
        (Goto("f"), ": a loop in which nothing takes time: a -> a"),
        (Http(URL, failed="a"), ": a loop in which nothing takes time: a -> a"),
        (Say("${x}", next="a"), ": a loop in which nothing takes time: a -> a"),
    ],
)
def test_a_fault(node: Node, told: str) -> None:
    assert told in faults(node)


def test_nothing_is_spoken_where_nobody_speaks() -> None:
    told = faults(Say("x"), KnownNames(speech=False))
    assert told == ["text: nothing can be spoken here: espeak-ng is not installed"]


def test_the_ways_of_the_flow_itself() -> None:
    told = faults(HangUp(), failed="x", hung_up="y")
    assert told == [
        'failed: failed leads to "x", which is no node',
        'hung_up: hung_up leads to "y", which is no node',
    ]


def test_who_hung_up_hears_nothing() -> None:
    nodes = (NamedNode("a", HangUp()), NamedNode("b", Set((Value("x", ""),), "c")))
    flow = Flow("f", "", "a", (*nodes, NamedNode("c", Play(("hello",)))), hung_up="b")
    assert check_flow(flow, KNOWN) == (
        Fault("c", "", '"c" needs a caller, and hung_up leads to it'),
    )
