"""requestHold: the other side hears music, and nobody hears it."""

from __future__ import annotations

from tests.domain import scenes
from tests.domain.sight import everybody_goes, heard, segments, statuses


def test_the_customer_hears_music() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "requestHold")
    play.wants("""
        Accept ask=q6
        Leave leg=k1 call=b-B-12
        Leave leg=l-B-10 call=b-B-12
        StartMusic leg=k1
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=1 began_ms=0 ended_ms=2000 seats=anna
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 state=hold
        Save StatusIntervalRow interval_id=i-B-14 session_id=s-B-2 user=anna status=5 began_at=+5s ended_at=+7s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=6 statustime=0 since=+7s previous=5 previousSeconds=2 cause=held
    """)
    assert heard(play) == "anna<nobody k1<music:default"
    assert segments(play) == ["anna talk 0-2000", " hold 2000--1"]


def test_held_twice_it_is_held_once() -> None:
    play = scenes.on_hold()
    play.ask("anna", "requestHold")
    play.wants("Refuse ask=q7 reason=no_call")


def test_in_a_conference_the_others_go_on() -> None:
    play = scenes.in_conference()
    play.ask("anna", "requestHold")
    assert heard(play) == "anna<nobody ben<k1 k1<ben"
    assert statuses(play) == "anna=HOLDING ben=TALKING"
    play.ask("ben", "requestHold")
    assert heard(play) == "anna<nobody ben<nobody k1<music:default"
    play.ask("anna", "fetchHold")
    assert heard(play) == "anna<k1 ben<nobody k1<anna"
    everybody_goes(play)


def test_both_sides_of_an_internal_call_hold() -> None:
    """Who holds hears no music itself, and is free to call somebody."""
    play = scenes.talking_inside()
    play.ask("anna", "requestHold")
    assert heard(play) == "anna<nobody ben<music:default"
    play.ask("ben", "requestHold")
    assert heard(play) == "anna<nobody ben<nobody"
    play.ask("anna", "fetchHold")
    assert heard(play) == "anna<music:default ben<nobody"
    play.ask("ben", "fetchHold")
    assert heard(play) == "anna<ben ben<anna"
    everybody_goes(play)


def test_two_who_hold_each_other_and_put_their_phones_down_have_ended_it() -> None:
    play = scenes.talking_inside()
    for user in ("anna", "ben"):
        play.ask(user, "requestHold")
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=HOLDING ben=HOLDING"
    play.forget()
    scenes.hang_up_phone(play, "ben")
    play.wants("""
        Seat user=ben: OnOnHook extension=1002
        Save CallPartRow call_no=c-B-8 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=1001 callee=1002 project= queue= offered_at=+5s answered_at=+7s ended_at=+9s outcome=answered end_direction=1 released_by=seat cause=normal
        Seat user=anna: OnOffTalk caller=1001 callee=1002 callNo=c-B-8 endDirection=1 releasedBy=seat cause=normal contactId=x-B-7
        Save CallPartRow call_no=c-B-13 contact_id=x-B-7 user=ben extension=1002 call_type=0 caller=1001 callee=1002 project= queue= offered_at=+5s answered_at=+7s ended_at=+9s outcome=answered end_direction=0 released_by=seat cause=normal
        Seat user=ben: OnOffTalk caller=1001 callee=1002 callNo=c-B-13 endDirection=0 releasedBy=seat cause=normal contactId=x-B-7
        CloseCall call=b-B-9
        Save StatusIntervalRow interval_id=i-B-19 session_id=s-B-2 user=anna status=6 began_at=+9s ended_at=+9s cause=held actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+9s previous=6 cause=call_ended
        Save StatusIntervalRow interval_id=i-B-20 session_id=s-B-3 user=ben status=6 began_at=+9s ended_at=+9s cause=held actor=system
        Watchers user=ben group=g1: OnStatus targetUserName=ben status=1 statustime=0 since=+9s previous=6 cause=call_ended
        Save ContactRow contact_id=x-B-7 project= caller=1001 callee=1002 arrived_at=+5s answered_at=+7s ended_at=+9s outcome=answered released_by=seat cause=normal kind=internal
    """)
    assert statuses(play) == ""
    assert play.world.contacts == {}


def test_a_sound_that_plays_ends_with_the_hold() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "playFile", "hello")
    play.forget()
    play.ask("anna", "requestHold")
    play.wants("""
        Accept ask=q7
        Leave leg=k1 call=b-B-12
        Leave leg=l-B-10 call=b-B-12
        StartMusic leg=k1
        StopCallPlay play=p-B-14 call=b-B-12
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=1 began_ms=0 ended_ms=2000 seats=anna
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 state=hold
        Save StatusIntervalRow interval_id=i-B-15 session_id=s-B-2 user=anna status=5 began_at=+5s ended_at=+7s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=6 statustime=0 since=+7s previous=5 previousSeconds=2 cause=held
    """)


def test_a_held_call_ends_with_its_customer() -> None:
    play = scenes.on_hold_and_on_the_hook()
    scenes.end_leg(play, "k1")
    play.wants("""
        Save ContactRow contact_id=x-B-7 project=P1 caller=13800138000 callee=4001 arrived_at=+5s answered_at=+5s ended_at=+11s outcome=answered released_by=customer cause=normal recording=2023/11/14/x-B-7.wav
        Save CallPartRow call_no=c-B-9 contact_id=x-B-7 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+5s answered_at=+5s ended_at=+11s outcome=answered end_direction=0 released_by=customer cause=normal
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-9 endDirection=0 releasedBy=customer cause=normal contactId=x-B-7
        CloseCall call=b-B-12
        SetTimer wrap-up:anna +21s
        Save StatusIntervalRow interval_id=i-B-15 session_id=s-B-2 user=anna status=6 began_at=+7s ended_at=+11s cause=held actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=8 statustime=0 since=+11s previous=6 previousSeconds=4 cause=wrap_up
    """)


def test_the_last_one_outside_leaves_seats_that_hold_on_the_hook() -> None:
    play = scenes.in_conference()
    for user in ("anna", "ben"):
        play.ask(user, "requestHold")
        scenes.hang_up_phone(play, user)
    assert heard(play) == "k1<music:default"
    play.forget()
    scenes.end_leg(play, "k1")
    assert statuses(play) == "anna=WORK ben=WORK"
    everybody_goes(play)
