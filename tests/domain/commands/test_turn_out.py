"""turnOut: to a number outside; the two outside talk on without a seat."""

from __future__ import annotations

import pytest

from callseat.domain.rows import ContactRow
from tests.domain import scenes
from tests.domain.playbook import rows
from tests.domain.scenes import FRIEND
from tests.domain.sight import everybody_goes, heard, segments, statuses, told


def test_the_customer_hears_music_while_it_rings_there() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "turnOut", FRIEND)
    play.wants("""
        Accept ask=q6
        Leave leg=k1 call=b-B-12
        Leave leg=l-B-10 call=b-B-12
        StartMusic leg=k1
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=1 began_ms=0 ended_ms=2000 seats=anna
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 state=hold
        Seat user=anna: OnDialing caller=4001 callee=13900139000 callNo=c-B-14 contactId=x-B-7
        DialOutside leg=o-B-15 trunk=city number=13900139000 caller=4001 beside=l-B-10
        SetTimer ring:o-B-15 +67s
        Save CallPartRow call_no=c-B-14 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=4001 callee=13900139000 project= queue= offered_at=+7s outcome=dialing
        Save StatusIntervalRow interval_id=i-B-16 session_id=s-B-2 user=anna status=5 began_at=+5s ended_at=+7s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=3 statustime=0 since=+7s previous=5 previousSeconds=2 cause=dialing
    """)


def test_who_answers_talks_to_the_customer_and_the_seat_is_released() -> None:
    play = scenes.transferring_outside()
    scenes.answer_newest(play)
    play.wants("""
        CancelTimer key=ring:o-B-15
        StopMusic leg=k1
        Join leg=k1 call=b-B-12
        Join leg=o-B-15 call=b-B-12
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 ended_ms=4000 state=hold
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=3 began_ms=4000
        Seat user=anna: OnDialSuccess caller=4001 callee=13900139000 callNo=c-B-14 fileName= contactId=x-B-7
        Save CallPartRow call_no=c-B-14 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=4001 callee=13900139000 project= queue= offered_at=+7s answered_at=+9s ended_at=+9s outcome=answered end_direction=0 released_by=system cause=transferred
        Seat user=anna: OnOffTalk caller=4001 callee=13900139000 callNo=c-B-14 endDirection=0 releasedBy=system cause=transferred contactId=x-B-7
        Save CallPartRow call_no=c-B-9 contact_id=x-B-7 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+5s answered_at=+5s ended_at=+9s outcome=answered end_direction=1 released_by=seat cause=transferred
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-9 endDirection=1 releasedBy=seat cause=transferred contactId=x-B-7
        HangUp leg=l-B-10
    """)
    assert heard(play) == "friend<k1 k1<friend"
    assert segments(play) == ["anna talk 0-2000", " hold 2000-4000", " talk 4000--1"]
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=WORK"


@pytest.mark.parametrize("first", ["k1", "friend"])
def test_when_one_of_them_hangs_up_the_contact_is_over(first: str) -> None:
    play = scenes.let_go()
    friend = scenes.newest_leg(play)
    gone, left = ("k1", friend) if first == "k1" else (friend, "k1")
    scenes.end_leg(play, gone)
    assert play.world.legs[left].state == "ending"
    assert heard(play) == ""
    row = rows(play, ContactRow)[-1]
    assert (row.released_by, row.cause, row.outcome) == ("customer", "normal", "answered")
    everybody_goes(play)


@pytest.mark.parametrize(
    ("q850", "sip", "word"), [(17, 486, "OnDialFail busy"), (18, 480, "OnNoAnswer")]
)
def test_nobody_comes_and_the_seat_has_the_customer_back(q850: int, sip: int, word: str) -> None:
    play = scenes.transferring_outside()
    scenes.end_leg(play, scenes.newest_leg(play), q850, sip)
    assert told(play) == [f"anna {word}"]
    assert heard(play) == "anna<k1 k1<anna"
    everybody_goes(play)


def test_out_of_a_consultation_outside_the_transfer_is_completed() -> None:
    play = scenes.in_consultation_outside()
    play.ask("anna", "completeTransfer")
    assert heard(play) == "friend<k1 k1<friend"
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=WORK"
    everybody_goes(play)


def test_out_of_a_conference_the_other_seat_stays() -> None:
    play = scenes.in_conference()
    play.ask("anna", "turnOut", FRIEND)
    scenes.answer_newest(play)
    assert heard(play) == "ben<k1+friend friend<k1+ben k1<ben+friend"
    play.ask("ben", "hangUp")
    scenes.hang_up_phone(play, "ben")
    assert heard(play) == "friend<k1 k1<friend", "they go on without a seat"
    everybody_goes(play)


def test_asked_twice() -> None:
    play = scenes.transferring_outside()
    play.ask("anna", "turnOut", FRIEND)
    play.wants("Refuse ask=q7 reason=no_call")
