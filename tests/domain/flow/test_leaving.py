"""Ways out of a flow: to a seat, to the outside, into a box; and back into a flow from a seat."""

from __future__ import annotations

import pytest

from callseat.domain import effects
from callseat.domain.flow.flow import Attach, Enqueue, Node, Play, Transfer, Value, Voicemail
from callseat.domain.inputs import LegAnswered, LegEnded, MessageRecorded
from callseat.domain.notices import OnRing, OnVoicemail
from callseat.domain.rows import ContactRow, VoicemailRow
from tests.domain.flow.house import called, caller, house, press, sounds_end, way
from tests.domain.playbook import Playbook, rows
from tests.domain.scenes import (
    FRIEND,
    call_in,
    end_leg,
    flow_of,
    leg_of,
    newest_leg,
    pick_up,
    ring,
)
from tests.domain.sight import everybody_goes, heard, statuses, told

NEXT: dict[str, Node] = {"b": Play(("hello",)), "c": Play(("hello",)), "d": Play(("hello",))}


def to(**whom: str) -> Playbook:
    return called(a=Transfer(**whom, ring_time=20, busy="b", no_answer="c", failed="d"), **NEXT)


@pytest.mark.parametrize("whom", [{"seat": "anna"}, {"extension": "1001"}])
def test_to_a_seat(whom: dict[str, str]) -> None:
    play = to(**whom)
    ring(play, "anna")
    assert heard(play) == "k1<music:ringback"
    pick_up(play, "anna")
    assert heard(play) == "anna<k1 k1<anna"
    assert way(play) == "a.answered"
    everybody_goes(play)
    assert rows(play, ContactRow)[-1].outcome == "answered"


def test_a_seat_that_does_not_take_it() -> None:
    play = to(seat="anna")
    ring(play, "anna")
    play.passes(20)
    end_leg(play, newest_leg(play))
    assert way(play) == "a.no_answer"
    play = to(seat="anna")
    end_leg(play, leg_of(play, "anna"), sip=486)
    assert way(play) == "a.busy"
    assert statuses(play) == ""
    assert way(to(seat="nobody")) == "a.failed"
    assert way(to(extension="9999")) == "a.failed"


def test_a_seat_that_is_in_a_call_is_busy() -> None:
    play = house(flows=(flow_of(a=Transfer(seat="anna", busy="b"), b=Play(("hello",))),))
    call_in(play)
    pick_up(play, "anna")
    call_in(play, "k2")
    assert way(play) == "a.answered a.busy"


def test_outside() -> None:
    play = to(outside=FRIEND)
    dialled = newest_leg(play)
    assert heard(play) == "k1<music:ringback"
    play.do(LegAnswered(play.now, dialled))
    assert heard(play) == "friend<k1 k1<friend"
    end_leg(play, "k1")
    end_leg(play, dialled)
    assert play.world.contacts == {}
    assert play.world.calls == {}
    assert play.world.transfers == {}
    assert rows(play, ContactRow)[-1].outcome == "answered"


@pytest.mark.parametrize(("sip", "branch"), [(486, "busy"), (480, "no_answer"), (404, "failed")])
def test_outside_that_does_not_come(sip: int, branch: str) -> None:
    play = to(outside=FRIEND)
    play.do(LegEnded(play.now, newest_leg(play), sip=sip))
    assert way(play) == f"a.{branch}"
    assert play.timers == {}


def test_outside_rings_too_long_or_is_no_number() -> None:
    play = to(outside=FRIEND)
    play.passes(20)
    assert way(play) == "a.no_answer"
    assert way(to(outside="12")) == "a.failed"
    assert way(to(outside="0044123456789")) == "a.failed", "no further than the country"
    assert way(to(outside="${nothing}")) == "a.failed"


def test_who_hangs_up_while_it_rings_outside() -> None:
    play = to(outside=FRIEND)
    dialled = newest_leg(play)
    end_leg(play, "k1")
    end_leg(play, dialled)
    assert way(play) == "a.hung_up"
    assert (play.world.contacts, play.world.transfers, play.world.legs) == ({}, {}, {})


def records() -> tuple[Playbook, str]:
    play = called(a=Voicemail("g1", ("hello",), 60, 4, "b"), **NEXT)
    sounds_end(play)
    return play, next(one for one in play.everything if isinstance(one, effects.RecordMessage)).name


def test_a_message() -> None:
    play, name = records()
    play.forget()
    play.passes(9)
    play.do(MessageRecorded(play.now, name, 8600))
    assert way(play) == "a.next"
    row = rows(play, VoicemailRow)[-1]
    assert (row.box, row.caller, row.duration_ms) == ("g1", caller(play).caller, 8600)
    told = [e for e in play.effects if isinstance(e, effects.Notify)]
    assert [e.to.user for e in told if isinstance(e.notice, OnVoicemail)] == [
        *("anna", "ben", "cleo", "vera", "wanda")
    ]


def test_a_message_of_who_hangs_up_after_it() -> None:
    play, name = records()
    end_leg(play, "k1")
    play.do(MessageRecorded(play.now, name, 5000))
    assert rows(play, VoicemailRow)[-1].duration_ms == 5000
    assert play.world.messages == {}
    assert play.world.asked == {}
    assert play.timers == {}


@pytest.mark.parametrize("error", ["", "switch_failed"])
def test_no_message(error: str) -> None:
    play, name = records()
    play.do(MessageRecorded(play.now, name, 0, error))
    assert rows(play, VoicemailRow) == []
    assert way(play) == ("a.failed" if error else "a.next")


def test_a_seat_sends_the_customer_to_a_flow_and_another_seat_gets_all_that_is_known() -> None:
    first = flow_of(a=Attach("vip", (Value("order", "17"),), "b"), b=Enqueue("sales"))
    back = flow_of("back", x=Play(("hello",), "y"), y=Enqueue("sales"))
    play = house(flows=(first, back))
    call_in(play)
    ring(play, "anna")
    pick_up(play, "anna")
    play.ask("anna", "attachData", "mood", "good")
    play.forget()
    play.ask("anna", "gotoFlow", "back")
    assert told(play) == ["anna OnOffTalk 1 seat goto_flow"]
    assert heard(play) == "k1<nobody"
    end_leg(play, leg_of(play, "anna"))
    assert statuses(play) == ""
    play.forget()
    sounds_end(play)
    ring(play, "ben")
    pick_up(play, "ben")
    rung = [e.notice for e in play.effects if isinstance(e, effects.Notify)]
    notice = next(one for one in rung if isinstance(one, OnRing))
    assert (notice.msg, notice.data) == ("vip", {"order": "17", "mood": "good"})
    assert heard(play) == "ben<k1 k1<ben"
    everybody_goes(play)


def test_goto_flow_that_is_refused_leaves_the_call_unharmed() -> None:
    play = house(flows=(flow_of(a=Enqueue("sales")),))
    call_in(play)
    play.ask("anna", "gotoFlow", "straight")
    ring(play, "anna")
    pick_up(play, "anna")
    play.ask("anna", "gotoFlow", "gone")
    refusals = [e.reason.value for e in play.everything if isinstance(e, effects.Refuse)]
    assert refusals == ["no_call", "unknown_flow"]
    assert heard(play) == "anna<k1 k1<anna"


def test_goto_flow_out_of_a_conference() -> None:
    play = house(flows=(flow_of(a=Enqueue("sales")), flow_of("back", x=Play(("hello",)))))
    call_in(play)
    pick_up(play, "anna")
    play.ask("anna", "requestSlic", "1002")
    pick_up(play, "ben")
    play.ask("anna", "gotoFlow", "back")
    assert heard(play) == "k1<nobody", "ben would be alone"
    sounds_end(play)
    everybody_goes(play)


def test_out_of_the_line_by_a_key_and_skills_and_no_seat_signed_in() -> None:
    nobody = Enqueue("sales", skills=("service",), leave="9", left="b", announce="none")
    play = called(a=nobody, **NEXT)
    assert statuses(play) == "", "nobody has both skills"
    press(play, "19")
    assert way(play) == "a.left"
    assert play.world.lines["sales"].visitors == {}
    play = called(a=Enqueue("sales", empty="b"), **NEXT)
    assert statuses(play) == "anna=RINGING", "somebody is signed in"
    play = Playbook.with_directory(flows=(flow_of(a=Enqueue("sales", empty="b"), **NEXT),))
    call_in(play)
    assert way(play) == "a.empty"


def test_goto_flow_beside_a_consultation_that_ends_later() -> None:
    play = house(flows=(flow_of(a=Enqueue("sales")), flow_of("back", x=Enqueue("sales"))))
    call_in(play)
    pick_up(play, "anna")
    play.ask("anna", "callSeat", "1002")
    pick_up(play, "ben")
    play.ask("anna", "fetchHold")
    play.ask("cleo", "doNotDisturb")
    play.ask("anna", "gotoFlow", "back")
    play.ask("ben", "hangUp")
    end_leg(play, leg_of(play, "ben"))
    end_leg(play, leg_of(play, "anna"))
    assert "k1<music:default" in heard(play) or "k1<nobody" in heard(play)
    assert caller(play).outcome == "", "it is still here"
    everybody_goes(play)


def test_goto_flow_and_out_of_the_line_again() -> None:
    back = flow_of("back", x=Enqueue("sales", leave="9", left="y"), y=Play(("hello",)))
    play = house(flows=(flow_of(a=Enqueue("sales")), back))
    call_in(play)
    pick_up(play, "anna")
    for user in ("ben", "cleo"):
        play.ask(user, "doNotDisturb")
    play.ask("anna", "doNotDisturb")
    play.ask("anna", "gotoFlow", "back")
    press(play, "9")
    assert play.world.callers == {}
    sounds_end(play)
    everybody_goes(play)


def test_goto_flow_of_one_whom_the_seat_called() -> None:
    line = flow_of("back", x=Enqueue("sales", call_back="1"))
    play = house(flows=(flow_of(a=Enqueue("sales")), line))
    play.ask("anna", "callOut", FRIEND)
    pick_up(play, "anna")
    play.do(LegAnswered(play.now, newest_leg(play)))
    for user in ("anna", "ben", "cleo"):
        play.ask(user, "doNotDisturb")
    play.ask("anna", "gotoFlow", "back")
    friend = caller(play)
    assert friend.values["caller"] == FRIEND
    assert list(play.world.callers) == [FRIEND]
    press(play, "1", friend.leg)
    assert list(play.world.promised) == [FRIEND]
    end_leg(play, leg_of(play, "anna"))
    play.ask("ben", "ready")
    ring(play, "ben")
    rung = [e.notice for e in play.everything if isinstance(e, effects.Notify)]
    notice = [one for one in rung if isinstance(one, OnRing)][-1]
    assert (notice.caller, notice.callee) == (FRIEND, "4001")
    pick_up(play, "ben")
    play.do(LegAnswered(play.now, newest_leg(play)))
    assert heard(play) == "ben<friend friend<ben"
    everybody_goes(play)
