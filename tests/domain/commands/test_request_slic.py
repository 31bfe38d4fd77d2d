"""requestSlic: a consultation becomes a conference, or an idle seat is invited."""

from __future__ import annotations

import pytest

from tests.domain import scenes
from tests.domain.sight import everybody_goes, heard, segments, statuses, told


def test_an_idle_seat_rings_and_the_talk_goes_on() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "requestSlic", "1002")
    play.wants("""
        Accept ask=q6
        Seat user=anna: OnDialing caller=1001 callee=1002 callNo=c-B-14 contactId=x-B-7
        DialPhone leg=l-B-15 extension=1002 caller=13800138000 beside=l-B-10
        SetTimer ring:l-B-15 +37s
        Save CallPartRow call_no=c-B-16 contact_id=x-B-7 user=ben extension=1002 call_type=0 caller=13800138000 callee=4001 project=P1 queue= offered_at=+7s
        Save StatusIntervalRow interval_id=i-B-17 session_id=s-B-3 user=ben status=1 began_at=+1s ended_at=+7s cause=login actor=ben
        Watchers user=ben group=g1: OnStatus targetUserName=ben status=2 statustime=0 since=+7s previous=1 previousSeconds=6 cause=offered
        Save CallPartRow call_no=c-B-14 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=1001 callee=1002 project= queue= offered_at=+7s outcome=dialing
    """)
    assert heard(play) == "anna<k1 k1<anna"


def test_it_joins_when_it_answers() -> None:
    play = scenes.inviting()
    scenes.pick_up(play, "ben")
    play.wants("""
        CancelTimer key=ring:l-B-15
        Join leg=l-B-15 call=b-B-12
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=1 began_ms=0 ended_ms=4000 seats=anna
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=4000 seats=anna,ben
        Seat user=anna: OnDialSuccess caller=1001 callee=1002 callNo=c-B-14 fileName= contactId=x-B-7
        Save CallPartRow call_no=c-B-14 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=1001 callee=1002 project= queue= offered_at=+7s answered_at=+9s ended_at=+9s outcome=answered end_direction=0 released_by=system cause=joined
        Seat user=anna: OnOffTalk caller=1001 callee=1002 callNo=c-B-14 endDirection=0 releasedBy=system cause=joined contactId=x-B-7
        Save CallPartRow call_no=c-B-16 contact_id=x-B-7 user=ben extension=1002 call_type=0 caller=13800138000 callee=4001 project=P1 queue= offered_at=+7s answered_at=+9s outcome=answered
        Seat user=ben: OnOffHook extension=1002
        Seat user=ben: OnAnswer caller=13800138000 callee=4001 callNo=c-B-16 fileName=2023/11/14/x-B-7.wav contactId=x-B-7
        Save StatusIntervalRow interval_id=i-B-18 session_id=s-B-3 user=ben status=2 began_at=+7s ended_at=+9s cause=offered actor=system
        Watchers user=ben group=g1: OnStatus targetUserName=ben status=7 statustime=0 since=+9s previous=2 previousSeconds=2 cause=answered
        Save StatusIntervalRow interval_id=i-B-19 session_id=s-B-2 user=anna status=5 began_at=+5s ended_at=+9s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=7 statustime=0 since=+9s previous=5 previousSeconds=4 cause=call_changed
    """)
    assert heard(play) == "anna<k1+ben ben<k1+anna k1<anna+ben"
    assert statuses(play) == "anna=CONFERENCE ben=CONFERENCE"
    assert segments(play) == ["anna talk 0-4000", "anna,ben talk 4000--1"]


def test_in_a_consultation_all_come_together() -> None:
    play = scenes.in_consultation()
    play.ask("anna", "requestSlic", "1002")
    play.wants("""
        Accept ask=q7
        StopMusic leg=k1
        Join leg=k1 call=b-B-12
        Join leg=l-B-10 call=b-B-12
        Join leg=l-B-16 call=b-B-12
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 ended_ms=6000 state=hold
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=3 began_ms=6000 seats=anna,ben
        Save StatusIntervalRow interval_id=i-B-22 session_id=s-B-2 user=anna status=5 began_at=+9s ended_at=+11s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=7 statustime=0 since=+11s previous=5 previousSeconds=2 cause=fetched
        Save StatusIntervalRow interval_id=i-B-23 session_id=s-B-3 user=ben status=5 began_at=+9s ended_at=+11s cause=answered actor=system
        Watchers user=ben group=g1: OnStatus targetUserName=ben status=7 statustime=0 since=+11s previous=5 previousSeconds=2 cause=fetched
        Save CallPartRow call_no=c-B-14 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=1001 callee=1002 project= queue= offered_at=+7s answered_at=+9s ended_at=+11s outcome=answered end_direction=0 released_by=system cause=joined
        Seat user=anna: OnOffTalk caller=1001 callee=1002 callNo=c-B-14 endDirection=0 releasedBy=system cause=joined contactId=x-B-7
        CloseCall call=b-B-15
    """)
    assert heard(play) == "anna<k1+ben ben<k1+anna k1<anna+ben"
    assert statuses(play) == "anna=CONFERENCE ben=CONFERENCE"
    everybody_goes(play)


def test_a_fourth_joins() -> None:
    play = scenes.in_conference()
    play.ask("ben", "requestSlic", "1004")
    scenes.pick_up(play, "cleo")
    assert heard(play) == ("anna<k1+ben+cleo ben<k1+anna+cleo cleo<k1+anna+ben k1<anna+ben+cleo")
    everybody_goes(play)


@pytest.mark.parametrize(
    ("leaver", "left"),
    [
        ("anna", "anna=WORK ben=TALKING"),
        ("ben", "anna=TALKING ben=WORK"),
        ("k1", "anna=TALKING ben=TALKING"),
    ],
)
def test_one_leaves_the_conference_and_two_talk_on(leaver: str, left: str) -> None:
    play = scenes.in_conference()
    scenes.end_leg(play, leaver if leaver == "k1" else scenes.leg_of(play, leaver))
    assert statuses(play) == left
    everybody_goes(play)


@pytest.mark.parametrize("how", ["rings for too long", "refuses", "rejects at the phone"])
def test_the_invited_does_not_come_and_the_talk_goes_on(how: str) -> None:
    play = scenes.inviting()
    match how:
        case "rings for too long":
            play.passes(30)
        case "refuses":
            play.ask("ben", "refuse")
        case "rejects at the phone":
            scenes.hang_up_phone(play, "ben", sip=486)
    assert told(play)[-1].startswith(("anna OnNoAnswer", "anna OnDialFail busy"))
    assert heard(play) == "anna<k1 k1<anna"
    assert "anna=TALKING" in statuses(play)
    everybody_goes(play)


def test_the_inviter_hangs_up_and_the_invitation_ends() -> None:
    play = scenes.in_conference()
    play.ask("anna", "requestSlic", "1004")
    play.forget()
    play.ask("anna", "hangUp")
    words = ["anna OnOffTalk 1 seat normal", "anna OnDialFail cancelled"]
    assert told(play) == words, "cleo's phone did not ring yet: nothing is told"
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=WORK ben=TALKING cleo=RINGING"
    everybody_goes(play)


def test_the_inviter_holds_and_the_invited_talks_to_the_customer() -> None:
    play = scenes.inviting()
    play.ask("anna", "requestHold")
    scenes.pick_up(play, "ben")
    assert heard(play) == "anna<nobody ben<k1 k1<ben"
    play.ask("anna", "fetchHold")
    assert heard(play) == "anna<k1+ben ben<k1+anna k1<ben+anna"
    everybody_goes(play)


def test_the_consultation_is_completed_while_the_consulted_invites_another() -> None:
    """The invitation goes on, to the customer's call."""
    play = scenes.in_consultation()
    play.ask("ben", "requestSlic", "1004")
    play.ask("anna", "completeTransfer")
    assert heard(play) == "ben<k1 k1<ben"
    scenes.pick_up(play, "cleo")
    assert heard(play) == "ben<k1+cleo cleo<k1+ben k1<ben+cleo"
    everybody_goes(play)


def test_the_same_seat_invited_twice_is_not_idle() -> None:
    play = scenes.inviting()
    play.ask("anna", "requestSlic", "1002")
    play.wants("Refuse ask=q7 reason=target_not_idle parameter=extension")
