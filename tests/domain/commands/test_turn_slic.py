"""turnSlic: the other side hears music while the target rings, and is its customer then."""

from __future__ import annotations

import pytest

from callseat.domain import effects
from callseat.domain.inputs import SwitchFailed
from tests.domain import scenes
from tests.domain.sight import everybody_goes, heard, outcome, segments, statuses, told


def test_the_target_rings_and_the_customer_hears_music() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "turnSlic", "1002")
    play.wants("""
        Accept ask=q6
        Leave leg=k1 call=b-B-12
        Leave leg=l-B-10 call=b-B-12
        StartMusic leg=k1
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=1 began_ms=0 ended_ms=2000 seats=anna
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 state=hold
        Seat user=anna: OnDialing caller=1001 callee=1002 callNo=c-B-14 contactId=x-B-7
        DialPhone leg=l-B-15 extension=1002 caller=13800138000 beside=l-B-10
        SetTimer ring:l-B-15 +37s
        Save CallPartRow call_no=c-B-16 contact_id=x-B-7 user=ben extension=1002 call_type=0 caller=13800138000 callee=4001 project=P1 queue= offered_at=+7s
        Save StatusIntervalRow interval_id=i-B-17 session_id=s-B-3 user=ben status=1 began_at=+1s ended_at=+7s cause=login actor=ben
        Watchers user=ben group=g1: OnStatus targetUserName=ben status=2 statustime=0 since=+7s previous=1 previousSeconds=6 cause=offered
        Save CallPartRow call_no=c-B-14 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=1001 callee=1002 project= queue= offered_at=+7s outcome=dialing
        Save StatusIntervalRow interval_id=i-B-18 session_id=s-B-2 user=anna status=5 began_at=+5s ended_at=+7s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=3 statustime=0 since=+7s previous=5 previousSeconds=2 cause=dialing
    """)
    assert heard(play) == "anna<nobody k1<music:default"
    scenes.ring(play, "ben")
    play.wants("""
        Seat user=ben: OnRing callNo=c-B-16 iCallType=0 caller=13800138000 callee=4001 project_no=P1 msg= contactId=x-B-7
    """)


def test_the_target_answers_and_the_first_seat_is_released() -> None:
    play = scenes.transferring()
    scenes.pick_up(play, "ben")
    play.wants("""
        CancelTimer key=ring:l-B-15
        StopMusic leg=k1
        Join leg=k1 call=b-B-12
        Join leg=l-B-15 call=b-B-12
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 ended_ms=4000 state=hold
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=3 began_ms=4000 seats=ben
        Seat user=anna: OnDialSuccess caller=1001 callee=1002 callNo=c-B-14 fileName= contactId=x-B-7
        Save CallPartRow call_no=c-B-14 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=1001 callee=1002 project= queue= offered_at=+7s answered_at=+9s ended_at=+9s outcome=answered end_direction=0 released_by=system cause=transferred
        Seat user=anna: OnOffTalk caller=1001 callee=1002 callNo=c-B-14 endDirection=0 releasedBy=system cause=transferred contactId=x-B-7
        Save CallPartRow call_no=c-B-9 contact_id=x-B-7 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+5s answered_at=+5s ended_at=+9s outcome=answered end_direction=1 released_by=seat cause=transferred
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-9 endDirection=1 releasedBy=seat cause=transferred contactId=x-B-7
        HangUp leg=l-B-10
        Save StatusIntervalRow interval_id=i-B-19 session_id=s-B-3 user=ben status=2 began_at=+7s ended_at=+9s cause=offered actor=system
        Watchers user=ben group=g1: OnStatus targetUserName=ben status=5 statustime=0 since=+9s previous=2 previousSeconds=2 cause=call_changed
        Save CallPartRow call_no=c-B-16 contact_id=x-B-7 user=ben extension=1002 call_type=0 caller=13800138000 callee=4001 project=P1 queue= offered_at=+7s answered_at=+9s outcome=answered
        Seat user=ben: OnOffHook extension=1002
        Seat user=ben: OnAnswer caller=13800138000 callee=4001 callNo=c-B-16 fileName=2023/11/14/x-B-7.wav contactId=x-B-7
    """)
    assert heard(play) == "ben<k1 k1<ben"
    assert segments(play) == ["anna talk 0-2000", " hold 2000-4000", "ben talk 4000--1"]
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=WORK ben=TALKING"
    scenes.hang_up_phone(play, "ben")
    assert statuses(play) == "anna=WORK ben=WORK", "wrap-up for both"
    everybody_goes(play)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("rings for too long", ["ben OnRingEnd missed", "anna OnNoAnswer"]),
        ("refuses", ["ben OnRingEnd refused", "anna OnDialFail busy"]),
        ("rejects at the phone", ["ben OnRingEnd refused", "anna OnDialFail busy"]),
        ("is lost", ["ben OnRingEnd missed", "anna OnNoAnswer"]),
        ("is not dialled", ["ben OnRingEnd failed", "anna OnDialFail switch_failed"]),
        ("is given up", ["ben OnRingEnd withdrawn", "anna OnDialFail cancelled"]),
        ("is hung up", ["ben OnRingEnd withdrawn", "anna OnDialFail cancelled"]),
    ],
)
def test_the_target_does_not_come_and_the_seat_has_the_customer_back(
    how: str, words: list[str]
) -> None:
    play = scenes.transferring()
    ben = scenes.leg_of(play, "ben")
    match how:
        case "rings for too long":
            play.passes(30)
        case "refuses":
            play.ask("ben", "refuse")
        case "rejects at the phone":
            scenes.end_leg(play, ben, 21, 603)
        case "is lost":
            scenes.end_leg(play, ben, 18, 408)
        case "is not dialled":
            play.do(SwitchFailed(play.now, effects.DialPhone(ben, "1002", "138"), "refused"))
        case "is given up":
            play.ask("anna", "cancelTransfer")
        case "is hung up":
            play.ask("anna", "hangUp")
    scenes.end_leg(play, ben)
    assert told(play) == words
    assert heard(play) == "anna<k1 k1<anna"
    assert statuses(play) == "anna=TALKING"
    everybody_goes(play)


def test_it_does_not_come_and_the_first_seat_put_its_phone_down_the_call_stays_held() -> None:
    play = scenes.transferring()
    scenes.hang_up_phone(play, "anna")
    assert outcome(play) == (
        "ben OnRingEnd withdrawn\nanna OnDialFail cancelled\n"
        "seats: anna=HOLDING ben=RINGING\nheard: k1<music:default"
    )
    play.ask("anna", "fetchHold")
    scenes.pick_up(play, "anna")
    assert heard(play) == "anna<k1 k1<anna"


def test_in_a_consultation_with_that_seat_it_completes_the_transfer() -> None:
    play = scenes.in_consultation()
    play.ask("anna", "turnSlic", "1002")
    play.wants("""
        Accept ask=q7
        StopMusic leg=k1
        Join leg=k1 call=b-B-12
        Join leg=l-B-16 call=b-B-12
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 ended_ms=6000 state=hold
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=3 began_ms=6000 seats=ben
        Save CallPartRow call_no=c-B-14 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=1001 callee=1002 project= queue= offered_at=+7s answered_at=+9s ended_at=+11s outcome=answered end_direction=0 released_by=system cause=transferred
        Seat user=anna: OnOffTalk caller=1001 callee=1002 callNo=c-B-14 endDirection=0 releasedBy=system cause=transferred contactId=x-B-7
        CloseCall call=b-B-15
        Save CallPartRow call_no=c-B-9 contact_id=x-B-7 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+5s answered_at=+5s ended_at=+11s outcome=answered end_direction=1 released_by=seat cause=transferred
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-9 endDirection=1 releasedBy=seat cause=transferred contactId=x-B-7
        HangUp leg=l-B-10
    """)
    assert heard(play) == "ben<k1 k1<ben"
    everybody_goes(play)


def test_in_a_consultation_with_another_seat_that_talk_is_handed_over() -> None:
    play = scenes.in_consultation()
    play.ask("anna", "turnSlic", "1004")
    scenes.pick_up(play, "cleo")
    assert heard(play) == "anna<nobody ben<cleo cleo<ben k1<music:default"
    assert statuses(play) == "anna=HOLDING ben=TALKING cleo=TALKING"
    everybody_goes(play)


def test_asked_twice_there_is_one_transfer() -> None:
    play = scenes.transferring()
    play.ask("anna", "turnSlic", "1004")
    play.wants("Refuse ask=q7 reason=no_call")


def test_two_seats_hand_over_to_the_same_one_and_the_second_is_refused() -> None:
    play = scenes.transferring()
    scenes.call_in(play, "k2")
    scenes.pick_up(play, "cleo")
    play.forget()
    play.ask("cleo", "turnSlic", "1002")
    play.wants("Refuse ask=q7 reason=target_not_idle parameter=extension")


def test_out_of_a_conference_the_others_go_on_and_the_new_one_joins() -> None:
    play = scenes.in_conference()
    play.ask("anna", "turnSlic", "1004")
    assert heard(play) == "anna<nobody ben<k1 k1<ben"
    scenes.pick_up(play, "cleo")
    assert heard(play) == "ben<k1+cleo cleo<k1+ben k1<ben+cleo"
    everybody_goes(play)


def test_a_call_that_the_seat_made_is_handed_over_with_its_direction() -> None:
    play = scenes.talking_outside()
    play.ask("anna", "turnSlic", "1002")
    scenes.pick_up(play, "ben")
    assert heard(play) == "ben<friend friend<ben"
    play.forget()
    scenes.hang_up_phone(play, "ben")
    assert told(play, "ben") == ["ben OnOffTalk 0 seat normal"], "the house is the caller"
    everybody_goes(play)


def test_an_invitation_that_still_rings_ends_with_the_inviters_part() -> None:
    play = scenes.inviting()
    play.ask("anna", "turnSlic", "1004")
    scenes.pick_up(play, "cleo")
    assert told(play, "ben") == ["ben OnRingEnd withdrawn"]
    assert heard(play) == "cleo<k1 k1<cleo"
    everybody_goes(play)
