"""fetchHold: back to who was held last; with an active talk, a swap; the phone may be rung."""

from __future__ import annotations

import pytest

from callseat.domain import effects
from callseat.domain.inputs import ConnectionLost, SwitchFailed
from tests.domain import scenes
from tests.domain.sight import everybody_goes, heard, segments, statuses


def test_the_talk_goes_on() -> None:
    play = scenes.on_hold()
    play.ask("anna", "fetchHold")
    play.wants("""
        Accept ask=q7
        StopMusic leg=k1
        Join leg=k1 call=b-B-12
        Join leg=l-B-10 call=b-B-12
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 ended_ms=4000 state=hold
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=3 began_ms=4000 seats=anna
        Save StatusIntervalRow interval_id=i-B-15 session_id=s-B-2 user=anna status=6 began_at=+7s ended_at=+9s cause=held actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=0 since=+9s previous=6 previousSeconds=2 cause=fetched
    """)
    assert heard(play) == "anna<k1 k1<anna"
    assert segments(play) == ["anna talk 0-2000", " hold 2000-4000", "anna talk 4000--1"]


def test_with_an_active_talk_it_swaps() -> None:
    play = scenes.in_consultation()
    play.ask("anna", "fetchHold")
    play.wants("""
        Accept ask=q7
        Leave leg=l-B-10 call=b-B-15
        Leave leg=l-B-16 call=b-B-15
        StartMusic leg=l-B-16
        StopMusic leg=k1
        Join leg=k1 call=b-B-12
        Join leg=l-B-10 call=b-B-12
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 ended_ms=6000 state=hold
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=3 began_ms=6000 seats=anna
    """)
    assert heard(play) == "anna<k1 ben<music:default k1<anna"
    assert statuses(play) == "anna=TALKING ben=TALKING"
    play.ask("anna", "fetchHold")
    assert heard(play) == "anna<ben ben<anna k1<music:default"
    everybody_goes(play)


def test_the_last_held_is_fetched_first() -> None:
    play = scenes.in_consultation()
    play.ask("anna", "requestHold")
    play.ask("anna", "fetchHold")
    assert heard(play) == "anna<ben ben<anna k1<music:default"


def test_a_phone_on_the_hook_is_rung_and_then_the_talk_goes_on() -> None:
    play = scenes.on_hold_and_on_the_hook()
    play.ask("anna", "fetchHold")
    play.wants("""
        Accept ask=q7
        DialPhone leg=l-B-15 extension=1001 caller=13800138000 auto_answer=True
        SetTimer ring:l-B-15 +31s
        Save StatusIntervalRow interval_id=i-B-16 session_id=s-B-2 user=anna status=6 began_at=+7s ended_at=+11s cause=held actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=3 statustime=0 since=+11s previous=6 previousSeconds=4 cause=fetch
    """)
    scenes.ring(play, "anna")
    play.wants("")
    scenes.pick_up(play, "anna")
    play.wants("""
        CancelTimer key=ring:l-B-15
        Seat user=anna: OnOffHook extension=1001
        StopMusic leg=k1
        Join leg=k1 call=b-B-12
        Join leg=l-B-15 call=b-B-12
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 ended_ms=6000 state=hold
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=3 began_ms=6000 seats=anna
        Save StatusIntervalRow interval_id=i-B-17 session_id=s-B-2 user=anna status=3 began_at=+11s ended_at=+11s cause=fetch actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=0 since=+11s previous=3 cause=fetched
    """)
    assert heard(play) == "anna<k1 k1<anna"
    everybody_goes(play)


def test_asked_twice_while_the_phone_rings() -> None:
    play = scenes.on_hold_and_on_the_hook()
    play.ask("anna", "fetchHold")
    play.forget()
    play.ask("anna", "fetchHold")
    play.wants("Refuse ask=q8 reason=wrong_status")


@pytest.mark.parametrize("how", ["not answered", "put down", "refused by the switch", "hangUp"])
def test_the_phone_does_not_come_and_the_call_stays_held(how: str) -> None:
    play = scenes.on_hold_and_on_the_hook()
    play.ask("anna", "fetchHold")
    match how:
        case "not answered":
            play.passes(20)
        case "put down":
            scenes.hang_up_phone(play, "anna", sip=603)
        case "refused by the switch":
            order = effects.DialPhone(scenes.leg_of(play, "anna"), "1001", "138")
            play.do(SwitchFailed(play.now, order, "refused"))
        case "hangUp":
            play.ask("anna", "hangUp")
    assert heard(play) == "k1<music:default"
    assert statuses(play) == "anna=HOLDING"
    if scenes.leg_of(play, "anna"):
        scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=HOLDING"
    play.ask("anna", "fetchHold")
    scenes.pick_up(play, "anna")
    assert heard(play) == "anna<k1 k1<anna"
    everybody_goes(play)


def test_the_customer_leaves_while_the_phone_rings() -> None:
    play = scenes.on_hold_and_on_the_hook()
    play.ask("anna", "fetchHold")
    play.forget()
    scenes.end_leg(play, "k1")
    play.wants("""
        Save ContactRow contact_id=x-B-7 project=P1 caller=13800138000 callee=4001 arrived_at=+5s answered_at=+5s ended_at=+11s outcome=answered released_by=customer cause=normal recording=2023/11/14/x-B-7.wav
        Save CallPartRow call_no=c-B-9 contact_id=x-B-7 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+5s answered_at=+5s ended_at=+11s outcome=answered end_direction=0 released_by=customer cause=normal
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-9 endDirection=0 releasedBy=customer cause=normal contactId=x-B-7
        CancelTimer key=ring:l-B-15
        HangUp leg=l-B-15
        CloseCall call=b-B-12
    """)
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=WORK"


def test_after_the_connection_was_lost_a_new_login_within_the_grace_fetches_it() -> None:
    play = scenes.on_hold_and_on_the_hook()
    play.do(ConnectionLost(play.now, "session-anna", "anna"))
    play.passes(59)
    assert statuses(play) == "anna=HOLDING"
    play.ask("anna", "login", "anna", "")
    play.ask("anna", "fetchHold")
    scenes.pick_up(play, "anna")
    assert heard(play) == "anna<k1 k1<anna"
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=WORK"
