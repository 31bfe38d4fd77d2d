"""requestIntercept: the supervisor takes the seat's place; the customer hears no gap."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from callseat.domain import effects
from callseat.domain.inputs import SwitchFailed
from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, heard, segments, statuses, told


def test_the_supervisors_phone_is_rung() -> None:
    play = scenes.in_a_talk()
    play.ask("vera", "requestIntercept", "1001")
    play.wants("""
        Accept ask=q6
        DialPhone leg=l-B-14 extension=1003 caller=1001 auto_answer=True
        SetTimer ring:l-B-14 +27s
        Save StatusIntervalRow interval_id=i-B-15 session_id=s-B-5 user=vera status=1 began_at=+3s ended_at=+7s cause=login actor=vera
        Watchers user=vera group=g1: OnStatus targetUserName=vera status=3 statustime=0 since=+7s previous=1 previousSeconds=4 cause=intercept
        Save AuditRow audit_id=a-B-16 at=+7s actor=vera action=requestIntercept target=anna
    """)
    scenes.ring(play, "vera")
    play.wants("")
    assert heard(play) == "anna<k1 k1<anna"


def test_it_takes_the_seats_place_in_one_move() -> None:
    play = scenes.intercepting()
    scenes.pick_up(play, "vera")
    play.wants("""
        CancelTimer key=ring:l-B-14
        Seat user=vera: OnOffHook extension=1003
        Seat user=vera: OnRing callNo=c-B-17 iCallType=0 caller=13800138000 callee=4001 project_no=P1 msg= contactId=x-B-7 queue=sales
        CancelTimer key=ring:l-B-14
        Join leg=l-B-14 call=b-B-12
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=1 began_ms=0 ended_ms=4000 seats=anna
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=4000 seats=anna,vera
        Save CallPartRow call_no=c-B-17 contact_id=x-B-7 user=vera extension=1003 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+9s answered_at=+9s outcome=answered
        Seat user=vera: OnAnswer caller=13800138000 callee=4001 callNo=c-B-17 fileName=2023/11/14/x-B-7.wav contactId=x-B-7
        Save StatusIntervalRow interval_id=i-B-18 session_id=s-B-5 user=vera status=3 began_at=+7s ended_at=+9s cause=intercept actor=system
        Watchers user=vera group=g1: OnStatus targetUserName=vera status=7 statustime=0 since=+9s previous=3 previousSeconds=2 cause=answered
        Save CallPartRow call_no=c-B-9 contact_id=x-B-7 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+5s answered_at=+5s ended_at=+9s outcome=answered end_direction=1 released_by=system cause=intercepted
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-9 endDirection=1 releasedBy=system cause=intercepted contactId=x-B-7
        HangUp leg=l-B-10
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=4000 seats=vera
        Save StatusIntervalRow interval_id=i-B-19 session_id=s-B-5 user=vera status=7 began_at=+9s ended_at=+9s cause=answered actor=system
        Watchers user=vera group=g1: OnStatus targetUserName=vera status=5 statustime=0 since=+9s previous=7 cause=call_changed
    """)
    assert heard(play) == "k1<vera vera<k1"
    assert statuses(play) == "anna=TALKING vera=TALKING"
    assert segments(play) == ["anna talk 0-4000", "vera talk 4000--1"]
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=WORK vera=TALKING", "its wrap-up"
    everybody_goes(play)


@pytest.mark.parametrize("scene", [scenes.listening, scenes.whispering, scenes.stepped_in])
def test_from_the_line_it_takes_over_at_once(scene: Callable[[], Playbook]) -> None:
    play = scene()
    play.ask("vera", "requestIntercept", "1001")
    assert told(play) == ["vera OnRing 0", "vera OnAnswer", "anna OnOffTalk 1 system intercepted"]
    assert heard(play) == "k1<vera vera<k1"
    everybody_goes(play)


def test_who_listened_beside_stays_on_the_line_until_the_phone_is_down() -> None:
    play = scenes.listening()
    play.ask("wanda", "requestIntercept", "1001")
    scenes.pick_up(play, "wanda")
    assert heard(play) == "k1<wanda vera<nobody wanda<k1"
    scenes.hang_up_phone(play, "anna")
    assert heard(play) == "k1<wanda wanda<k1"
    everybody_goes(play)


@pytest.mark.parametrize("how", ["not answered", "put down", "refused by the switch", "hangUp"])
def test_the_supervisor_does_not_come_and_nothing_has_changed(how: str) -> None:
    play = scenes.intercepting()
    match how:
        case "not answered":
            play.passes(20)
        case "put down":
            scenes.hang_up_phone(play, "vera", sip=603)
        case "refused by the switch":
            order = effects.DialPhone(scenes.leg_of(play, "vera"), "1003", "1001")
            play.do(SwitchFailed(play.now, order, "refused"))
        case "hangUp":
            play.ask("vera", "hangUp")
    if scenes.leg_of(play, "vera"):
        scenes.hang_up_phone(play, "vera")
    assert told(play) == []
    assert statuses(play) == "anna=TALKING"
    assert heard(play) == "anna<k1 k1<anna"
    everybody_goes(play)


def test_the_talk_is_over_before_the_supervisor_answers() -> None:
    play = scenes.intercepting()
    scenes.end_leg(play, "k1")
    play.forget()
    scenes.pick_up(play, "vera")
    play.wants("""
        CancelTimer key=ring:l-B-14
        Seat user=vera: OnOffHook extension=1003
        HangUp leg=l-B-14
    """)


def test_the_next_talk_is_not_taken_instead() -> None:
    """The seat talks to another customer when the supervisor answers."""
    play = scenes.intercepting()
    scenes.end_leg(play, "k1")
    scenes.hang_up_phone(play, "anna")
    play.ask("anna", "ready")
    for user in ("ben", "cleo"):
        play.ask(user, "doNotDisturb")
    scenes.call_in(play, "k2")
    scenes.pick_up(play, "anna")
    scenes.pick_up(play, "vera")
    assert heard(play) == "anna<k2 k2<anna"
    everybody_goes(play)


def test_the_seat_holds_before_the_supervisor_answers() -> None:
    play = scenes.intercepting()
    play.ask("anna", "requestHold")
    scenes.pick_up(play, "vera")
    assert heard(play) == "anna<nobody k1<music:default"
    everybody_goes(play)


def test_two_supervisors_and_one_wins() -> None:
    play = scenes.intercepting()
    play.ask("wanda", "requestIntercept", "1001")
    scenes.pick_up(play, "wanda")
    assert heard(play) == "k1<wanda wanda<k1"
    play.forget()
    scenes.pick_up(play, "vera")
    assert told(play) == []
    assert heard(play) == "k1<wanda wanda<k1"
    everybody_goes(play)


def test_out_of_a_conference_the_others_stay() -> None:
    play = scenes.in_conference()
    play.ask("vera", "requestIntercept", "1001")
    scenes.pick_up(play, "vera")
    assert heard(play) == "ben<k1+vera k1<ben+vera vera<k1+ben"
    everybody_goes(play)


def test_in_a_consultation_the_active_talk_is_taken_and_the_customer_stays_held() -> None:
    play = scenes.in_consultation()
    play.ask("vera", "requestIntercept", "1001")
    scenes.pick_up(play, "vera")
    assert heard(play) == "anna<nobody ben<vera k1<music:default vera<ben"
    assert statuses(play) == "anna=HOLDING ben=TALKING vera=TALKING"
    everybody_goes(play)


def test_who_invites_takes_its_invitation_back() -> None:
    play = scenes.inviting()
    play.ask("vera", "requestIntercept", "1001")
    scenes.pick_up(play, "vera")
    assert told(play, "anna", "ben") == [
        "anna OnOffTalk 1 system intercepted",
        "ben OnRingEnd withdrawn",
        "anna OnDialFail cancelled",
    ]
    everybody_goes(play)
