"""What each kind of node does, and by which branch it is left."""

from __future__ import annotations

import pytest

from callseat.domain import effects
from callseat.domain.effects import Speech
from callseat.domain.flow.flow import (
    Answer,
    Attach,
    Case,
    Choice,
    Collect,
    Goto,
    HangUp,
    Hours,
    Http,
    If,
    Lookup,
    Menu,
    Node,
    Play,
    Return,
    Say,
    Set,
    SubFlow,
    Value,
)
from callseat.domain.flow.nodes.branch import is_like
from callseat.domain.inputs import DirectoryLoaded, Fetched, LookedUp
from callseat.domain.rows import ContactDataRow, ContactRow, FlowStepRow
from tests.domain.flow.house import BYE, called, caller, press, sounds_end, value, way
from tests.domain.playbook import Playbook, a_directory, rows
from tests.domain.scenes import CALLER, call_in, end_leg, flow_of

WAIT = Play(("hello",))


def last(play: Playbook, kind: type) -> object:
    return [one for one in play.everything if isinstance(one, kind)][-1]


def test_values_are_put_into_texts() -> None:
    play = called(
        a=Set((Value("name", "${caller}!"), Value("cost", "$$5 ${name}${nothing}")), "wait"),
        wait=Play(("hello",)),
    )
    assert value(play, "cost") == f"$5 {CALLER}!"
    assert value(play, "project") == "P1"
    assert value(play, "callee") == "4001"


def test_values_have_their_limits() -> None:
    many = tuple(Value(f"v{n}", "x" * 2000) for n in range(80))
    play = called(a=Set(many, "wait"), wait=Play(("hello",)))
    assert len(caller(play).values) == 64
    assert len(value(play, "v0")) == 1024


@pytest.mark.parametrize(
    ("case", "branch"),
    [
        (Case("${x}", is_="7"), "cases.1"),
        (Case("${x}", is_="8"), "otherwise"),
        (Case("${x}", in_=("6", "${x}")), "cases.1"),
        (Case("${caller}", matches="138*0"), "cases.1"),
        (Case("${x}", at_least=7), "cases.1"),
        (Case("${x}", at_least=5, at_most=6), "otherwise"),
        (Case("${nothing}", at_most=9), "otherwise"),
        (Case("${nothing}", is_=""), "cases.1"),
        (Case("-7.5", at_most=-7), "cases.1"),
    ],
)
def test_a_condition(case: Case, branch: str) -> None:
    play = called(a=Set((Value("x", "7"),), "b"), b=If((case,)))
    assert way(play) == f"a.next b.{branch}"


def test_patterns() -> None:
    assert is_like("13800", "138*")
    assert is_like("13800", "1?8*0")
    assert is_like("", "*")
    assert not is_like("13800", "138")
    assert not is_like("", "?")
    assert not is_like("[a]", "[ab]")
    assert not is_like("a" * 1024, "*a" * 200 + "b"), "and it takes no time"


def test_a_text_is_spoken_in_the_language_of_the_walk() -> None:
    play = called(
        a=Set((Value("language", "en"),), "b"),
        b=Say("Hello ${caller}", next="c"),
        c=Say("您好", "zh"),
    )
    assert last(play, effects.Play).sounds == (effects.Speech(f"Hello {CALLER}", "en"),)
    sounds_end(play)
    assert last(play, effects.Play).sounds == (effects.Speech("您好", "zh"),)


def test_nothing_to_say_is_passed_over() -> None:
    assert way(called(a=Say("${nothing} ", next="b"), b=BYE)) == "a.next b.end"


COLLECT = Collect("pin", ("hello",), least=2, most=4, wait=5, gap=3, tries=2, next="ok")
COLLECTING: dict[str, Node] = {"a": COLLECT, "ok": Play(("hello",))}


@pytest.mark.parametrize(("pressed", "read"), [("12#", "12"), ("1234", "1234"), ("12345", "1234")])
def test_digits_are_collected(pressed: str, read: str) -> None:
    play = called(**COLLECTING)
    press(play, pressed)
    assert (value(play, "pin"), way(play)) == (read, "a.next")
    assert play.timers == {}


def test_silence_ends_the_digits() -> None:
    play = called(**COLLECTING)
    sounds_end(play)
    press(play, "12")
    play.passes(2.9)
    press(play, "3")
    play.passes(3)
    assert (value(play, "pin"), way(play)) == ("123", "a.next")


def test_too_few_digits_are_asked_for_again_and_then_it_goes_on_otherwise() -> None:
    play = called(**COLLECTING)
    press(play, "1#")
    assert way(play) == ""
    sounds_end(play)
    play.passes(5)
    assert way(play) == "a.otherwise"
    assert play.world.contacts == {}


def test_a_menu_and_digits_that_are_spoken() -> None:
    menu = Menu((Choice("1", "b"),), ("hello",), say="Press 1, ${caller}.", language="en")
    play = called(a=menu, b=Collect("pin", say="你的密码？", next="c"), c=WAIT)
    (first,) = (one for one in play.everything if isinstance(one, effects.Play))
    assert first.sounds == ("hello", Speech(f"Press 1, {CALLER}.", "en"))
    press(play, "1")
    second = [one for one in play.everything if isinstance(one, effects.Play)][-1]
    assert second.sounds == (Speech("你的密码？", "zh"),)
    press(play, "7#")
    assert (value(play, "pin"), way(play)) == ("7", "a.choices.1 b.next")


def test_a_menu_of_words_that_are_empty_listens_at_once() -> None:
    play = called(a=Menu((Choice("1", ""),), say="${nothing}", wait=5, tries=1))
    play.passes(5)
    assert way(play) == "a.otherwise"


def test_hours() -> None:
    assert way(called(a=Hours("always", "b", "c"), b=BYE, c=BYE)) == "a.open b.end"
    assert way(called(a=Hours("never", "b", "c"), b=BYE, c=BYE)) == "a.closed c.end"
    assert way(called(a=Hours("gone", "b", "c"), b=BYE, c=BYE)) == "a.failed"


def test_what_is_attached_goes_to_the_seats_and_is_read_again() -> None:
    nodes: dict[str, Node] = {
        "a": Attach("from ${caller}", (Value("order", "17"),), "b"),
        "b": Set((Value("read", "${data.order} ${msg}"),), "c"),
        "c": Play(("hello",)),
    }
    play = called(**nodes)
    assert caller(play).msg == f"from {CALLER}"
    assert value(play, "read") == f"17 from {CALLER}"
    assert rows(play, ContactDataRow)[-1].value == "17"


def test_more_than_can_be_attached_fails() -> None:
    assert way(called(a=Attach("${x}" * 2, (Value("no key", "1"),)))) == "a.failed"
    long = Set((Value("x", "x" * 1024),), "b")
    assert way(called(a=long, b=Attach("${x}" * 5))) == "a.next b.failed"


HTTP = Http(
    "http://crm.example/c?n=${x}",
    "POST",
    (Value("X-Name", "${x}"),),
    '{"n": "${x}"}',
    (Value("name", "who.name"), Value("gone", "who.gone")),
    timeout=3,
    next="ok",
)


def asks() -> Playbook:
    values = Set((Value("x", 'a&"b"'),), "b")
    return called(a=values, b=HTTP, ok=Play(("hello",)), failed="no", no=Play(("hello",)))


def test_a_server_is_asked() -> None:
    play = asks()
    fetch = last(play, effects.Fetch)
    assert fetch.url == "http://crm.example/c?n=a%26%22b%22"
    assert fetch.body == '{"n": "a&\\"b\\""}'
    assert (fetch.method, fetch.timeout) == ("POST", 3)
    play.do(Fetched(play.now, fetch.id, 200, (("who.name", "Li"), ("other", "1"))))
    assert (value(play, "name"), value(play, "gone"), way(play)) == ("Li", "", "a.next b.next")
    assert play.timers == {}
    assert play.world.asked == {}


@pytest.mark.parametrize(("status", "error"), [(404, ""), (0, "timeout"), (200, "not_json")])
def test_a_server_that_does_not_answer_well(status: int, error: str) -> None:
    play = asks()
    play.do(Fetched(play.now, last(play, effects.Fetch).id, status, (), error))
    assert way(play) == "a.next b.failed"
    walk = caller(play).walk
    assert walk is not None
    assert walk.node == "no", "the flow's own way for failures"


def test_a_server_that_never_answers() -> None:
    play = asks()
    play.passes(8)
    assert way(play) == "a.next b.failed"
    play.do(Fetched(play.now, last(play, effects.Fetch).id, 200))
    assert way(play) == "a.next b.failed", "too late"


def test_the_house_is_asked() -> None:
    play = called(
        a=Lookup("seat", "1001", "b"), b=Lookup("queue", "sales", "c"), c=Play(("hello",))
    )
    assert value(play, "seat_name") == "anna"
    assert (value(play, "seat_status"), value(play, "seat_signed_in")) == ("idle", "yes")
    assert (value(play, "queue_ready"), value(play, "queue_waiting")) == ("3", "0")
    assert way(called(a=Lookup("seat", "nobody", none="b"), b=BYE)) == "a.none b.end"


def test_the_records_are_asked() -> None:
    play = called(a=Lookup("caller", next="b", none="c"), b=Play(("hello",)), c=BYE)
    look_up = last(play, effects.LookUp)
    assert look_up.caller == CALLER
    play.do(LookedUp(play.now, look_up.id, "anna", 5, 2))
    assert (value(play, "caller_last_seat"), value(play, "caller_contacts")) == ("anna", "2")
    assert way(play) == "a.next"


def test_a_flow_in_a_flow_comes_back() -> None:
    inner = flow_of("inner", x=Set((Value("y", "1"),), "z"), z=Return())
    play = called(inner, a=SubFlow("inner", "b"), b=Play(("hello",), "c"), c=Goto("inner"))
    assert way(play) == "a.flow x.next z.return"
    sounds_end(play)
    assert way(play) == "a.flow x.next z.return b.next c.flow x.next z.return"
    assert play.world.contacts == {}, "nobody to return to"


def test_flows_that_are_not_there_or_call_each_other_round() -> None:
    assert way(called(a=SubFlow("gone"))) == "a.failed"
    deep = called(a=SubFlow("straight"))
    assert way(deep).endswith("a.flow a.failed"), "as deep as it goes"
    round_ = called(flow_of("other", x=Goto("straight")), a=Goto("other"))
    assert rows(round_, ContactRow)[-1].cause == "flow_failed"


def test_a_call_keeps_the_flows_that_it_began_with() -> None:
    inner = flow_of("inner", x=Play(("menu",)))
    play = called(inner, a=Play(("hello",), "b"), b=SubFlow("inner"))
    play.do(DirectoryLoaded(play.now, a_directory(flows=(flow_of("inner", n=HangUp()),))))
    sounds_end(play)
    assert way(play) == "a.next b.flow"
    assert caller(play).walk.node == "x"


def test_busy_is_told_to_who_was_not_answered() -> None:
    play = called(a=HangUp("busy"))
    assert last(play, effects.HangUp) == effects.HangUp("k1", effects.HangUpReason.BUSY)


def test_a_failure_without_a_way_says_sorry() -> None:
    play = called(a=Answer("b"), b=Hours("gone"))
    assert rows(play, ContactRow)[-1].cause == "node_failed"
    directory = a_directory(sounds=("sorry",), flows=(flow_of(a=Hours("gone")),))
    play = Playbook(directory)
    call_in(play)
    assert last(play, effects.Play).sounds == ("sorry",)
    sounds_end(play)
    assert rows(play, ContactRow)[-1].outcome == "failed"


def test_who_hangs_up_is_followed_by_what_the_flow_has_left_to_do() -> None:
    play = called(
        hung_up="note",
        a=Play(("hello",)),
        note=Http("http://crm.example/", next="end"),
        end=Attach("left", next="bye"),
        bye=BYE,
    )
    end_leg(play, "k1")
    assert way(play) == "a.hung_up"
    assert rows(play, ContactRow)[-1].released_by == "customer"
    play.do(Fetched(play.now, last(play, effects.Fetch).id, 200))
    assert way(play) == "a.hung_up note.next end.next bye.end"
    assert play.world.contacts == {}
    assert play.world.asked == {}


def test_the_time_at_a_node_is_noted() -> None:
    play = called(a=Play(("hello",), "b"), b=BYE)
    play.passes(3)
    sounds_end(play)
    row = rows(play, FlowStepRow)[0]
    assert (row.flow, row.node, row.left_at - row.entered_at) == ("straight", "a", 3000)
