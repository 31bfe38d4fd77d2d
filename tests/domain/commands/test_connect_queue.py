"""connectQueue: a waiting caller out of turn, once."""

from __future__ import annotations

import pytest

from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, heard, statuses, told


def waiting(*callers: str) -> Playbook:
    """anna, ben and cleo are busy; the callers wait, at k1, k2, ..."""
    play = scenes.team()
    for user in ("anna", "ben", "cleo"):
        play.ask(user, "doNotDisturb")
    for number, caller in enumerate(callers or (scenes.CALLER,), 1):
        play.now += 1000
        scenes.call_in(play, f"k{number}", caller=caller)
    play.forget()
    return play


def test_the_phone_is_rung_and_answers_by_itself() -> None:
    play = waiting()
    play.ask("anna", "connectQueue", scenes.CALLER)
    play.wants("""
        Accept ask=q9 result=(('contactId', 'x-B-10'),)
        DialPhone leg=l-B-13 extension=1001 caller=13800138000 beside=k1 caller_name=Sales auto_answer=True
        SetTimer ring:l-B-13 +26s
        Save CallPartRow call_no=c-B-12 contact_id=x-B-10 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+6s
        Save StatusIntervalRow interval_id=i-B-14 session_id=s-B-2 user=anna status=10 began_at=+5s ended_at=+6s cause=do_not_disturb actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=2 statustime=0 since=+6s previous=10 previousSeconds=1 cause=offered
    """)
    scenes.ring(play, "anna")
    scenes.pick_up(play, "anna")
    play.wants("""
        Seat user=anna: OnRing callNo=c-B-12 iCallType=0 caller=13800138000 callee=4001 project_no=P1 msg= contactId=x-B-10 queue=sales
        CancelTimer key=ring:l-B-13
        Save QueueVisitRow visit_id=v-B-11 contact_id=x-B-10 queue=sales priority=0 joined_at=+6s left_at=+6s outcome=answered user=anna
        QueueSeats queue=sales: OnQueueOff callers=13800138000 queued=(QueuedCaller(contactId='x-B-10', caller='13800138000', queue='sales', since=1700000006000),)
        StopMusic leg=k1
        OpenCall call=b-B-15 beside=k1
        Join leg=k1 call=b-B-15
        Join leg=l-B-13 call=b-B-15
        Record recording=2023/11/14/x-B-10.wav leg=k1
        Save RecordingRow name=2023/11/14/x-B-10.wav contact_id=x-B-10 started_at=+6s
        Save RecordingSegmentRow recording=2023/11/14/x-B-10.wav number=1 began_ms=0 seats=anna
        Save ContactRow contact_id=x-B-10 project=P1 caller=13800138000 callee=4001 arrived_at=+6s answered_at=+6s recording=2023/11/14/x-B-10.wav
        Save CallPartRow call_no=c-B-12 contact_id=x-B-10 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+6s answered_at=+6s outcome=answered
        Seat user=anna: OnOffHook extension=1001
        Seat user=anna: OnAnswer caller=13800138000 callee=4001 callNo=c-B-12 fileName=2023/11/14/x-B-10.wav contactId=x-B-10
        Save StatusIntervalRow interval_id=i-B-16 session_id=s-B-2 user=anna status=2 began_at=+6s ended_at=+6s cause=offered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=0 since=+6s previous=2 cause=answered
    """)
    assert heard(play) == "anna<k1 k1<anna"
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=WORK ben=BUSY cleo=BUSY", "wrap-up comes first"
    everybody_goes(play)


def test_of_one_number_the_longest_waiting() -> None:
    play = waiting("138", scenes.CALLER, scenes.CALLER)
    play.ask("anna", "connectQueue", scenes.CALLER)
    scenes.pick_up(play, "anna")
    assert "anna<k2" in heard(play)


def test_by_contact_id() -> None:
    play = waiting("138", scenes.CALLER, scenes.CALLER)
    play.ask("anna", "connectQueue", scenes.contact_of(play, "k3"))
    scenes.pick_up(play, "anna")
    assert "anna<k3" in heard(play)


def test_a_withheld_number_as_it_was_published() -> None:
    play = waiting("")
    play.ask("anna", "connectQueue", f"anonymous:{scenes.contact_of(play)}")
    scenes.pick_up(play, "anna")
    assert heard(play) == "anna<k1 k1<anna"


def test_two_seats_at_once_and_one_wins() -> None:
    play = waiting()
    play.ask("anna", "connectQueue", scenes.CALLER)
    play.forget()
    play.ask("ben", "connectQueue", scenes.CALLER)
    play.wants("Refuse ask=q10 reason=taken parameter=caller")


def test_asked_twice() -> None:
    play = waiting()
    play.ask("anna", "connectQueue", scenes.CALLER)
    play.forget()
    play.ask("anna", "connectQueue", scenes.CALLER)
    play.wants("Refuse ask=q10 reason=wrong_status")


@pytest.mark.parametrize("how", ["rings for too long", "refuses", "rejects at the phone"])
def test_the_seat_does_not_answer_and_the_caller_has_the_old_place(how: str) -> None:
    play = waiting("138", "139")
    play.ask("anna", "connectQueue", "138")
    scenes.ring(play, "anna")
    match how:
        case "rings for too long":
            play.passes(20)
        case "refuses":
            play.ask("anna", "refuse")
        case "rejects at the phone":
            scenes.hang_up_phone(play, "anna", sip=603)
    assert list(play.world.lines["sales"].waiting) == [
        scenes.contact_of(play, "k1"),
        scenes.contact_of(play, "k2"),
    ]
    if scenes.leg_of(play, "anna"):
        scenes.hang_up_phone(play, "anna")
    play.ask("anna", "connectQueue", "138")
    scenes.pick_up(play, "anna")
    assert "anna<k1" in heard(play), "it may be asked for again"


def test_the_caller_gives_up_while_the_phone_rings() -> None:
    play = waiting()
    play.ask("anna", "connectQueue", scenes.CALLER)
    scenes.ring(play, "anna")
    scenes.end_leg(play, "k1")
    assert told(play, "anna") == ["anna OnRing 0", "anna OnRingEnd withdrawn"]
    everybody_goes(play)


def taken_and_answered() -> Playbook:
    """ben was as fast as anna, and answered."""
    play = waiting()
    play.ask("ben", "connectQueue", scenes.CALLER)
    scenes.pick_up(play, "ben")
    play.forget()
    return play


def test_one_that_was_answered_in_the_same_instant_is_taken() -> None:
    play = taken_and_answered()
    play.ask("anna", "connectQueue", scenes.CALLER)
    play.ask("anna", "connectQueue", scenes.contact_of(play))
    play.wants("""
        Refuse ask=q10 reason=taken parameter=caller
        Refuse ask=q11 reason=taken parameter=caller
    """)


def test_one_of_the_same_number_that_waits_is_not_taken() -> None:
    play = taken_and_answered()
    scenes.call_in(play, "k2")
    play.ask("anna", "connectQueue", scenes.CALLER)
    scenes.pick_up(play, "anna")
    assert "anna<k2" in heard(play)
    everybody_goes(play)


@pytest.mark.parametrize("leg", ["k1", ""], ids=["customer", "seat"])
def test_one_whose_call_is_over_waits_no_more(leg: str) -> None:
    play = taken_and_answered()
    contact = scenes.contact_of(play)
    scenes.end_leg(play, leg or scenes.leg_of(play, "ben"))
    play.forget()
    play.ask("anna", "connectQueue", scenes.CALLER)
    play.ask("anna", "connectQueue", contact)
    play.wants("""
        Refuse ask=q10 reason=not_queued parameter=caller
        Refuse ask=q11 reason=not_queued parameter=caller
    """)
    everybody_goes(play)
    assert not play.world.callers


def test_one_taken_from_a_line_that_the_seat_does_not_serve_does_not_exist_for_it() -> None:
    play = taken_and_answered()
    play.ask("vera", "connectQueue", scenes.CALLER)
    play.wants("Refuse ask=q10 reason=not_queued parameter=caller")
