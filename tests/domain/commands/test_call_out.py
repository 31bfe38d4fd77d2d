"""callOut: the own phone first, then the number outside; early media is heard."""

from __future__ import annotations

import pytest

from callseat.domain import effects
from callseat.domain.inputs import LegProgress, SwitchFailed
from tests.domain import scenes
from tests.domain.scenes import FRIEND
from tests.domain.sight import everybody_goes, heard, segments, statuses, told


def test_from_the_own_phone_to_the_talk() -> None:
    play = scenes.team()
    play.ask("anna", "callOut", FRIEND)
    play.wants("""
        Accept ask=q6 result=(('callNo', 'c-B-8'), ('contactId', 'x-B-7'))
        Save ContactRow contact_id=x-B-7 project=P1 caller=4001 callee=13900139000 arrived_at=+5s kind=outbound
        DialPhone leg=l-B-10 extension=1001 caller=13900139000 auto_answer=True
        SetTimer ring:l-B-10 +25s
        Save StatusIntervalRow interval_id=i-B-11 session_id=s-B-2 user=anna status=1 began_at=+0s ended_at=+5s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=3 statustime=0 since=+5s previous=1 previousSeconds=5 cause=dial
    """)
    scenes.ring(play, "anna")
    scenes.pick_up(play, "anna")
    play.wants("""
        Seat user=anna: OnRing callNo=c-B-8 iCallType=1 caller=4001 callee=13900139000 project_no=P1 msg= contactId=x-B-7
        CancelTimer key=ring:l-B-10
        Seat user=anna: OnOffHook extension=1001
        Seat user=anna: OnDialing caller=4001 callee=13900139000 callNo=c-B-8 contactId=x-B-7
        DialOutside leg=o-B-12 trunk=city number=13900139000 caller=4001 beside=l-B-10
        SetTimer ring:o-B-12 +65s
        Save CallPartRow call_no=c-B-8 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=4001 callee=13900139000 project=P1 queue= offered_at=+5s outcome=dialing
    """)
    scenes.answer_newest(play)
    play.wants("""
        CancelTimer key=ring:o-B-12
        OpenCall call=b-B-9 beside=o-B-12
        Join leg=o-B-12 call=b-B-9
        Join leg=l-B-10 call=b-B-9
        Record recording=2023/11/14/x-B-7.wav leg=o-B-12
        Save RecordingRow name=2023/11/14/x-B-7.wav contact_id=x-B-7 started_at=+5s
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=1 began_ms=0 seats=anna
        Save ContactRow contact_id=x-B-7 project=P1 caller=4001 callee=13900139000 arrived_at=+5s answered_at=+5s recording=2023/11/14/x-B-7.wav kind=outbound
        Save CallPartRow call_no=c-B-8 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=4001 callee=13900139000 project=P1 queue= offered_at=+5s answered_at=+5s outcome=answered
        Seat user=anna: OnDialSuccess caller=4001 callee=13900139000 callNo=c-B-8 fileName=2023/11/14/x-B-7.wav contactId=x-B-7
        Save StatusIntervalRow interval_id=i-B-13 session_id=s-B-2 user=anna status=3 began_at=+5s ended_at=+5s cause=dial actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=0 since=+5s previous=3 cause=answered
    """)
    assert heard(play) == "anna<friend friend<anna"
    assert segments(play) == ["anna talk 0--1"]
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=WORK", "the project of the number shown has a wrap-up"


def test_the_number_shown_may_be_chosen() -> None:
    play = scenes.team()
    play.ask("anna", "callOut", FRIEND, "4001")
    assert type(play.effects[0]).__name__ == "Accept"


def test_with_an_active_talk_it_is_a_consultation() -> None:
    play = scenes.in_consultation_outside()
    assert heard(play) == "anna<friend friend<anna k1<music:default"
    assert len(play.world.contacts) == 1
    scenes.end_leg(play, scenes.newest_leg(play))
    play.ask("anna", "fetchHold")
    assert heard(play) == "anna<k1 k1<anna"
    everybody_goes(play)


def test_early_media_is_heard_instead_of_a_ringing_tone() -> None:
    play = scenes.dialling_outside()
    play.do(LegProgress(play.now, scenes.newest_leg(play)))
    play.wants("""
        StopMusic leg=l-B-10
        OpenCall call=b-B-9 beside=l-B-10
        Join leg=l-B-10 call=b-B-9
        Join leg=o-B-12 call=b-B-9
    """)
    assert statuses(play) == "anna=DIALING"
    play.do(LegProgress(play.now, scenes.newest_leg(play)))
    play.wants("")
    scenes.answer_newest(play)
    assert heard(play) == "anna<friend friend<anna"
    everybody_goes(play)


def test_after_early_media_nobody_answers() -> None:
    play = scenes.dialling_outside()
    play.do(LegProgress(play.now, scenes.newest_leg(play)))
    play.forget()
    scenes.end_leg(play, scenes.newest_leg(play), 17, 486)
    play.wants("""
        CancelTimer key=ring:o-B-12
        Save CallPartRow call_no=c-B-8 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=4001 callee=13900139000 project=P1 queue= offered_at=+5s ended_at=+9s outcome=failed cause=busy
        Seat user=anna: OnDialFail caller=4001 callee=13900139000 callNo=c-B-8 reason=busy sip=486 q850=17 contactId=x-B-7
        HangUp leg=l-B-10
        CloseCall call=b-B-9
        Save ContactRow contact_id=x-B-7 project=P1 caller=4001 callee=13900139000 arrived_at=+5s ended_at=+9s outcome=unanswered released_by=system cause=busy kind=outbound
    """)
    everybody_goes(play)


@pytest.mark.parametrize(
    ("q850", "sip", "word"),
    [
        (17, 486, "OnDialFail busy"),
        (18, 408, "OnNoAnswer"),
        (19, 480, "OnNoAnswer"),
        (1, 404, "OnDialFail unallocated"),
        (21, 603, "OnDialFail rejected"),
        (34, 503, "OnDialFail congestion"),
    ],
)
def test_the_reason_of_a_failure_is_told(q850: int, sip: int, word: str) -> None:
    play = scenes.dialling_outside()
    scenes.end_leg(play, scenes.newest_leg(play), q850, sip)
    assert told(play) == [f"anna {word}"]
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "", "no wrap-up without a talk"
    everybody_goes(play)


def test_the_switch_cannot_dial() -> None:
    play = scenes.own_phone_rings()
    scenes.pick_up(play, "anna")
    order = effects.DialOutside(scenes.newest_leg(play), "city", FRIEND, "4001")
    play.do(SwitchFailed(play.now, order, "refused"))
    assert told(play) == ["anna OnDialing", "anna OnDialFail switch_failed"]
    everybody_goes(play)


@pytest.mark.parametrize("who", ["anna", "friend"])
def test_who_cannot_be_joined_is_not_left_in_silence(who: str) -> None:
    play = scenes.talking_outside()
    leg = scenes.leg_of(play, "anna") if who == "anna" else scenes.newest_leg(play)
    call = play.world.legs[leg].call
    play.do(SwitchFailed(play.now, effects.Join(leg, call), "refused"))
    assert told(play) == ["anna OnOffTalk 0 system switch_failed"]
    everybody_goes(play)


def test_wrap_up_comes_before_the_busy_of_before_the_call() -> None:
    play = scenes.team()
    play.ask("anna", "doNotDisturb")
    play.ask("anna", "callOut", FRIEND)
    scenes.pick_up(play, "anna")
    scenes.answer_newest(play)
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=WORK"


def test_a_pending_status_waits_for_the_last_leg() -> None:
    play = scenes.in_consultation_outside()
    play.ask("anna", "doNotDisturb")
    play.ask("anna", "hangUp")
    assert statuses(play) == "anna=HOLDING"
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=HOLDING", "the customer still holds"
    scenes.end_leg(play, "k1")
    assert statuses(play) == "anna=BUSY"


def test_asked_twice() -> None:
    play = scenes.own_phone_rings()
    play.ask("anna", "callOut", FRIEND)
    play.wants("Refuse ask=q7 reason=wrong_status")
