"""listenSlic, whisperSlic, insertSlic: on a seat's line, and from one way to another."""

from __future__ import annotations

from itertools import permutations

import pytest

from callseat.domain import effects
from callseat.domain.inputs import SwitchFailed
from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, heard, outcome, segments, statuses

HEARD = {
    "listenSlic": "anna<k1 k1<anna vera<k1+anna",
    "whisperSlic": "anna<k1+vera k1<anna vera<anna+k1",
    "insertSlic": "anna<k1+vera k1<anna+vera vera<k1+anna",
}
STATUS = {
    "listenSlic": "anna=TALKING vera=MONITORING",
    "whisperSlic": "anna=TALKING vera=MONITORING",
    "insertSlic": "anna=CONFERENCE vera=CONFERENCE",
}
TALK = {
    "listenSlic": "anna talk ",
    "whisperSlic": "anna talk ",
    "insertSlic": "anna,vera talk ",
}


def change(play: Playbook, way: str) -> None:
    """vera changes the way; a tap that is made for it is there at once."""
    play.ask("vera", way, "1001")
    if way == "whisperSlic":
        scenes.answer_newest(play)


def test_the_supervisors_phone_is_rung_and_it_listens() -> None:
    play = scenes.in_a_talk()
    play.ask("vera", "listenSlic", "1001")
    play.wants("""
        Accept ask=q6
        DialPhone leg=l-B-14 extension=1003 caller=1001 auto_answer=True
        SetTimer ring:l-B-14 +27s
        Save StatusIntervalRow interval_id=i-B-15 session_id=s-B-5 user=vera status=1 began_at=+3s ended_at=+7s cause=login actor=vera
        Watchers user=vera group=g1: OnStatus targetUserName=vera status=3 statustime=0 since=+7s previous=1 previousSeconds=4 cause=supervise
        Save AuditRow audit_id=a-B-16 at=+7s actor=vera action=listenSlic target=anna
    """)
    scenes.pick_up(play, "vera")
    play.wants("""
        CancelTimer key=ring:l-B-14
        Seat user=vera: OnOffHook extension=1003
        Join leg=l-B-14 call=b-B-12 muted=True
        Save StatusIntervalRow interval_id=i-B-17 session_id=s-B-5 user=vera status=3 began_at=+7s ended_at=+7s cause=supervise actor=system
        Watchers user=vera group=g1: OnStatus targetUserName=vera status=9 statustime=0 since=+7s previous=3 cause=supervising
    """)
    assert heard(play) == HEARD["listenSlic"]


def test_to_whisper_the_seats_line_is_tapped() -> None:
    play = scenes.listening()
    play.ask("vera", "whisperSlic", "1001")
    play.wants("""
        Accept ask=q7
        Tap leg=w-B-18 target=l-B-10
        Save AuditRow audit_id=a-B-19 at=+9s actor=vera action=whisperSlic target=anna
    """)
    assert heard(play) == HEARD["listenSlic"], "until the tap is there"
    scenes.answer_newest(play)
    play.wants("""
        OpenCall call=b-B-20 beside=w-B-18
        Join leg=w-B-18 call=b-B-20
        Join leg=l-B-14 call=b-B-20
    """)
    assert heard(play) == HEARD["whisperSlic"]


def test_out_of_whispering_it_steps_in() -> None:
    play = scenes.whispering()
    play.ask("vera", "insertSlic", "1001")
    play.wants("""
        Accept ask=q7
        HangUp leg=w-B-17
        CloseCall call=b-B-19
        Join leg=l-B-14 call=b-B-12
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=1 began_ms=0 ended_ms=4000 seats=anna
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=4000 seats=anna,vera
        Save StatusIntervalRow interval_id=i-B-20 session_id=s-B-2 user=anna status=5 began_at=+5s ended_at=+9s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=7 statustime=0 since=+9s previous=5 previousSeconds=4 cause=call_changed
        Save StatusIntervalRow interval_id=i-B-21 session_id=s-B-5 user=vera status=9 began_at=+7s ended_at=+9s cause=supervising actor=system
        Watchers user=vera group=g1: OnStatus targetUserName=vera status=7 statustime=0 since=+9s previous=9 previousSeconds=2 cause=supervising
        Save AuditRow audit_id=a-B-22 at=+9s actor=vera action=insertSlic target=anna
    """)
    assert heard(play) == HEARD["insertSlic"]


@pytest.mark.parametrize(("first", "second"), list(permutations(HEARD, 2)))
def test_from_each_way_to_each_other_in_place(first: str, second: str) -> None:
    play = scenes.supervising(first)
    assert (heard(play), statuses(play)) == (HEARD[first], STATUS[first])
    change(play, second)
    assert (heard(play), statuses(play)) == (HEARD[second], STATUS[second])
    assert segments(play)[-1].startswith(TALK[second]), "who steps in talks, others do not"
    everybody_goes(play)


@pytest.mark.parametrize("way", HEARD)
def test_asked_twice_it_stays_as_it_is(way: str) -> None:
    play = scenes.supervising(way)
    play.ask("vera", way, "1001")
    assert [type(effect).__name__ for effect in play.effects] == ["Accept", "Save"]


@pytest.mark.parametrize("way", HEARD)
def test_hang_up_leaves_the_line(way: str) -> None:
    play = scenes.supervising(way)
    play.ask("vera", "hangUp")
    assert heard(play) == "anna<k1 k1<anna"
    scenes.hang_up_phone(play, "vera")
    assert statuses(play) == "anna=TALKING"
    everybody_goes(play)


@pytest.mark.parametrize("way", HEARD)
def test_it_goes_with_the_seat_through_hold_and_conference(way: str) -> None:
    play = scenes.supervising(way)
    play.ask("anna", "requestHold")
    assert "k1<music:default" in heard(play)
    assert statuses(play).startswith("anna=HOLDING vera=")
    play.ask("anna", "fetchHold")
    assert heard(play) == HEARD[way]
    play.ask("anna", "callSeat", "1002")
    scenes.pick_up(play, "ben")
    assert "ben" in heard(play).split("vera<")[1], "it hears the consultation"
    play.ask("anna", "requestSlic", "1002")
    words = heard(play)
    assert {"ben", "k1", "anna"} <= set(words.split("vera<")[1].split("+"))
    assert ("vera" in words.split("k1<")[1].split(" ")[0]) == (way == "insertSlic")
    everybody_goes(play)


@pytest.mark.parametrize("way", HEARD)
def test_the_seats_phone_is_down_and_there_is_nothing_to_hear(way: str) -> None:
    play = scenes.supervising(way)
    scenes.hang_up_phone(play, "anna")
    assert play.world.seats["vera"].supervising is None
    scenes.hang_up_phone(play, "vera")
    assert statuses(play) == "anna=WORK"
    everybody_goes(play)


@pytest.mark.parametrize("way", HEARD)
def test_the_talk_is_over_when_the_supervisors_phone_answers(way: str) -> None:
    play = scenes.in_a_talk()
    play.ask("vera", way, "1001")
    scenes.end_leg(play, "k1")
    scenes.pick_up(play, "vera")
    assert play.world.legs[scenes.leg_of(play, "vera")].state == "ending"
    everybody_goes(play)


@pytest.mark.parametrize("how", ["not made", "gone"])
def test_without_a_tap_the_supervisor_listens(how: str) -> None:
    play = scenes.whispering() if how == "gone" else scenes.listening()
    if how == "gone":
        tap = next(iter(play.world.taps))
        scenes.end_leg(play, tap)
    else:
        play.ask("vera", "whisperSlic", "1001")
        tap = next(iter(play.world.taps))
        order = effects.Tap(tap, scenes.leg_of(play, "anna"))
        play.do(SwitchFailed(play.now, order, "refused"))
    assert heard(play) == HEARD["listenSlic"]
    assert statuses(play) == STATUS["listenSlic"]
    everybody_goes(play)


@pytest.mark.parametrize("way", ["listenSlic", "insertSlic"])
def test_a_supervisor_who_cannot_be_joined_does_not_end_the_call(way: str) -> None:
    play = scenes.supervising(way)
    leg = scenes.leg_of(play, "vera")
    play.do(SwitchFailed(play.now, effects.Join(leg, scenes.call_of(play)), "refused"))
    play.forget()
    scenes.end_leg(play, leg)
    assert outcome(play) == "seats: anna=TALKING\nheard: anna<k1 k1<anna"
    everybody_goes(play)


def test_two_supervisors_hear_and_step_in() -> None:
    play = scenes.listening()
    play.ask("wanda", "insertSlic", "1001")
    scenes.pick_up(play, "wanda")
    assert heard(play) == ("anna<k1+wanda k1<anna+wanda vera<k1+anna+wanda wanda<k1+anna")
    everybody_goes(play)


def test_a_supervisor_gets_no_offers_and_has_no_wrap_up() -> None:
    play = scenes.listening()
    scenes.hang_up_phone(play, "vera")
    play.wants("""
        Seat user=vera: OnOnHook extension=1003
        Save StatusIntervalRow interval_id=i-B-18 session_id=s-B-5 user=vera status=9 began_at=+7s ended_at=+9s cause=supervising actor=system
        Watchers user=vera group=g1: OnStatus targetUserName=vera status=1 statustime=0 since=+9s previous=9 previousSeconds=2 cause=call_ended
    """)
