"""callSeat: an internal call, or a consultation about the call that is held for it."""

from __future__ import annotations

import pytest

from callseat.domain import effects
from callseat.domain.inputs import Draining, SwitchFailed
from tests.domain import scenes
from tests.domain.scenes import FRIEND
from tests.domain.sight import everybody_goes, heard, statuses, told


def test_the_own_phone_is_rung_first() -> None:
    play = scenes.team()
    play.ask("anna", "callSeat", "1002")
    play.wants("""
        Accept ask=q6 result=(('callNo', 'c-B-8'), ('contactId', 'x-B-7'))
        Save ContactRow contact_id=x-B-7 project= caller=1001 callee=1002 arrived_at=+5s kind=internal
        DialPhone leg=l-B-10 extension=1001 caller=1002 auto_answer=True
        SetTimer ring:l-B-10 +25s
        Save StatusIntervalRow interval_id=i-B-11 session_id=s-B-2 user=anna status=1 began_at=+0s ended_at=+5s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=3 statustime=0 since=+5s previous=1 previousSeconds=5 cause=dial
    """)
    scenes.ring(play, "anna")
    play.wants("""
        Seat user=anna: OnRing callNo=c-B-8 iCallType=1 caller=1001 callee=1002 project_no= msg= contactId=x-B-7
    """)
    scenes.pick_up(play, "anna")
    play.wants("""
        CancelTimer key=ring:l-B-10
        Seat user=anna: OnOffHook extension=1001
        Seat user=anna: OnDialing caller=1001 callee=1002 callNo=c-B-8 contactId=x-B-7
        DialPhone leg=l-B-12 extension=1002 caller=1001 beside=l-B-10
        SetTimer ring:l-B-12 +35s
        Save CallPartRow call_no=c-B-13 contact_id=x-B-7 user=ben extension=1002 call_type=0 caller=1001 callee=1002 project= queue= offered_at=+5s
        Save StatusIntervalRow interval_id=i-B-14 session_id=s-B-3 user=ben status=1 began_at=+1s ended_at=+5s cause=login actor=ben
        Watchers user=ben group=g1: OnStatus targetUserName=ben status=2 statustime=0 since=+5s previous=1 previousSeconds=4 cause=offered
        Save CallPartRow call_no=c-B-8 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=1001 callee=1002 project= queue= offered_at=+5s outcome=dialing
    """)


def test_the_called_seat_answers() -> None:
    play = scenes.dialling_a_seat()
    scenes.pick_up(play, "ben")
    play.wants("""
        CancelTimer key=ring:l-B-12
        StopMusic leg=l-B-10
        OpenCall call=b-B-9 beside=l-B-10
        Join leg=l-B-10 call=b-B-9
        Join leg=l-B-12 call=b-B-9
        Save CallPartRow call_no=c-B-8 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=1001 callee=1002 project= queue= offered_at=+5s answered_at=+7s outcome=answered
        Seat user=anna: OnDialSuccess caller=1001 callee=1002 callNo=c-B-8 fileName= contactId=x-B-7
        Save StatusIntervalRow interval_id=i-B-15 session_id=s-B-2 user=anna status=3 began_at=+5s ended_at=+7s cause=dial actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=0 since=+7s previous=3 previousSeconds=2 cause=answered
        Save CallPartRow call_no=c-B-13 contact_id=x-B-7 user=ben extension=1002 call_type=0 caller=1001 callee=1002 project= queue= offered_at=+5s answered_at=+7s outcome=answered
        Seat user=ben: OnOffHook extension=1002
        Seat user=ben: OnAnswer caller=1001 callee=1002 callNo=c-B-13 fileName= contactId=x-B-7
        Save StatusIntervalRow interval_id=i-B-16 session_id=s-B-3 user=ben status=2 began_at=+5s ended_at=+7s cause=offered actor=system
        Watchers user=ben group=g1: OnStatus targetUserName=ben status=5 statustime=0 since=+7s previous=2 previousSeconds=2 cause=answered
    """)
    assert heard(play) == "anna<ben ben<anna"
    everybody_goes(play)


def test_with_an_active_talk_it_is_a_consultation() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "callSeat", "1002")
    play.wants("""
        Accept ask=q6 result=(('callNo', 'c-B-14'), ('contactId', 'x-B-7'))
        Leave leg=k1 call=b-B-12
        Leave leg=l-B-10 call=b-B-12
        StartMusic leg=k1
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=1 began_ms=0 ended_ms=2000 seats=anna
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 state=hold
        Seat user=anna: OnDialing caller=1001 callee=1002 callNo=c-B-14 contactId=x-B-7
        DialPhone leg=l-B-16 extension=1002 caller=1001 beside=l-B-10
        SetTimer ring:l-B-16 +37s
        Save CallPartRow call_no=c-B-17 contact_id=x-B-7 user=ben extension=1002 call_type=0 caller=1001 callee=1002 project= queue= offered_at=+7s
        Save StatusIntervalRow interval_id=i-B-18 session_id=s-B-3 user=ben status=1 began_at=+1s ended_at=+7s cause=login actor=ben
        Watchers user=ben group=g1: OnStatus targetUserName=ben status=2 statustime=0 since=+7s previous=1 previousSeconds=6 cause=offered
        Save CallPartRow call_no=c-B-14 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=1001 callee=1002 project= queue= offered_at=+7s outcome=dialing
        Save StatusIntervalRow interval_id=i-B-19 session_id=s-B-2 user=anna status=5 began_at=+5s ended_at=+7s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=3 statustime=0 since=+7s previous=5 previousSeconds=2 cause=dial
    """)
    assert heard(play) == "anna<nobody k1<music:default"


def test_a_seat_that_became_busy_while_the_own_phone_rang() -> None:
    play = scenes.team()
    play.ask("anna", "callSeat", "1002")
    play.ask("ben", "doNotDisturb")
    play.forget()
    scenes.pick_up(play, "anna")
    assert told(play) == ["anna OnRing 1", "anna OnDialing", "anna OnDialFail busy"]
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "ben=BUSY"


def test_two_seats_call_each_other_and_the_second_is_refused() -> None:
    play = scenes.team()
    play.ask("anna", "callSeat", "1002")
    play.forget()
    play.ask("ben", "callSeat", "1001")
    play.wants("Refuse ask=q7 reason=target_not_idle parameter=extension")


def test_work_admits_a_call_meant_for_the_seat() -> None:
    play = scenes.team()
    play.ask("ben", "workBusy")
    play.ask("anna", "callSeat", "1002")
    scenes.pick_up(play, "anna")
    scenes.pick_up(play, "ben")
    assert statuses(play) == "anna=TALKING ben=TALKING"
    scenes.hang_up_phone(play, "ben")
    assert "ben" not in statuses(play), "the call ended the work"


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("rings for too long", ["anna OnDialing", "anna OnNoAnswer"]),
        ("put down", ["anna OnDialing", "anna OnNoAnswer"]),
        ("rejected", ["anna OnDialing", "anna OnDialFail cancelled"]),
        ("not dialled", ["anna OnDialing", "anna OnDialFail switch_failed"]),
        ("given up", ["anna OnDialing", "anna OnDialFail cancelled"]),
    ],
)
def test_the_own_phone_does_not_come(how: str, words: list[str]) -> None:
    """A failure is never the first word about a call."""
    play = scenes.team()
    play.ask("anna", "callSeat", "1002")
    leg = scenes.leg_of(play, "anna")
    match how:
        case "rings for too long":
            play.passes(20)
        case "put down":
            scenes.end_leg(play, leg)
        case "rejected":
            scenes.end_leg(play, leg, 21, 603)
        case "not dialled":
            play.do(SwitchFailed(play.now, effects.DialPhone(leg, "1001", "1002"), "refused"))
        case "given up":
            play.ask("anna", "hangUp")
    assert told(play) == words
    scenes.end_leg(play, leg)
    assert statuses(play) == ""
    everybody_goes(play)


def test_a_consultation_that_is_given_up_while_the_own_phone_rings() -> None:
    play = scenes.on_hold_and_on_the_hook()
    play.ask("anna", "callSeat", "1002")
    leg = scenes.leg_of(play, "anna")
    play.ask("anna", "cancelTransfer")
    assert told(play) == ["anna OnDialing", "anna OnDialFail cancelled"]
    assert play.world.legs[leg].state == "ending"
    scenes.end_leg(play, leg)
    assert statuses(play) == "anna=HOLDING"
    everybody_goes(play)


@pytest.mark.parametrize("mode", [1, 2])
def test_a_forwarded_call_rings_at_the_other_seat(mode: int) -> None:
    play = scenes.team()
    play.ask("ben", "requestSetTransfer", mode, "1004")
    if mode == 2:
        play.ask("ben", "doNotDisturb")
    play.ask("anna", "callSeat", "1002")
    scenes.pick_up(play, "anna")
    assert statuses(play).startswith("anna=DIALING")
    assert "cleo=RINGING" in statuses(play)
    scenes.pick_up(play, "cleo")
    assert heard(play) == "anna<cleo cleo<anna"
    everybody_goes(play)


def test_a_call_forwarded_to_the_outside() -> None:
    play = scenes.team()
    play.ask("ben", "requestSetTransfer", 1, FRIEND)
    play.forget()
    play.ask("anna", "callSeat", "1002")
    scenes.pick_up(play, "anna")
    play.wants("""
        Accept ask=q7 result=(('callNo', 'c-B-8'), ('contactId', 'x-B-7'))
        Save ContactRow contact_id=x-B-7 project=P1 caller=4001 callee=13900139000 arrived_at=+5s kind=outbound
        DialPhone leg=l-B-10 extension=1001 caller=13900139000 auto_answer=True
        SetTimer ring:l-B-10 +25s
        Save StatusIntervalRow interval_id=i-B-11 session_id=s-B-2 user=anna status=1 began_at=+0s ended_at=+5s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=3 statustime=0 since=+5s previous=1 previousSeconds=5 cause=dial
        Seat user=anna: OnRing callNo=c-B-8 iCallType=1 caller=4001 callee=13900139000 project_no=P1 msg= contactId=x-B-7
        CancelTimer key=ring:l-B-10
        Seat user=anna: OnOffHook extension=1001
        Seat user=anna: OnDialing caller=4001 callee=13900139000 callNo=c-B-8 contactId=x-B-7
        DialOutside leg=o-B-12 trunk=city number=13900139000 caller=4001 beside=l-B-10
        SetTimer ring:o-B-12 +65s
        Save CallPartRow call_no=c-B-8 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=4001 callee=13900139000 project=P1 queue= offered_at=+5s outcome=dialing
    """)
    scenes.answer_newest(play)
    assert heard(play) == "anna<friend friend<anna"
    everybody_goes(play)


def test_the_forwarding_of_one_who_is_off_duty_is_followed() -> None:
    play = scenes.team()
    play.ask("ben", "requestSetTransfer", 2, "1004")
    play.ask("ben", "logout")
    play.ask("anna", "callSeat", "1002")
    scenes.pick_up(play, "anna")
    assert "cleo=RINGING" in statuses(play)
    everybody_goes(play)


def test_refused_by_the_called_seat_it_ends_as_busy() -> None:
    play = scenes.dialling_a_seat()
    play.ask("ben", "refuse")
    play.wants("""
        Accept ask=q7
        CancelTimer key=ring:l-B-12
        HangUp leg=l-B-12
        CancelTimer key=ring:l-B-12
        Save CallPartRow call_no=c-B-13 contact_id=x-B-7 user=ben extension=1002 call_type=0 caller=1001 callee=1002 project= queue= offered_at=+5s ended_at=+7s outcome=refused cause=refused
        Seat user=ben: OnRingEnd callNo=c-B-13 cause=refused
        Save CallPartRow call_no=c-B-8 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=1001 callee=1002 project= queue= offered_at=+5s ended_at=+7s outcome=failed cause=busy
        Seat user=anna: OnDialFail caller=1001 callee=1002 callNo=c-B-8 reason=busy contactId=x-B-7
        StopMusic leg=l-B-10
        HangUp leg=l-B-10
        Save ContactRow contact_id=x-B-7 project= caller=1001 callee=1002 arrived_at=+5s ended_at=+7s outcome=unanswered released_by=system cause=busy kind=internal
    """)
    assert play.world.seats["ben"].refusals == 0, "only offers of queues are counted"
    everybody_goes(play)


def test_a_consultation_belongs_to_a_call_that_goes_on_though_the_server_is_to_stop() -> None:
    play = scenes.in_a_talk()
    play.do(Draining(play.now))
    play.ask("anna", "callSeat", "1002")
    scenes.pick_up(play, "ben")
    assert heard(play) == "anna<ben ben<anna k1<music:default"
    everybody_goes(play)
