"""hangUp: ends the active call, and only that."""

from __future__ import annotations

from tests.domain.scenes import end_leg, hang_up_phone, opened, ringing, talking


def test_the_seat_ends_the_call() -> None:
    play = talking("anna")
    play.ask("anna", "hangUp")
    play.wants("""
        Accept ask=q2
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s answered_at=+2s ended_at=+4s outcome=answered end_direction=1 released_by=seat cause=normal
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-5 endDirection=1 releasedBy=seat cause=normal contactId=x-B-3
        HangUp leg=l-B-6
        HangUp leg=k1
        CloseCall call=b-B-8
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+1s answered_at=+2s ended_at=+4s outcome=answered released_by=seat cause=normal recording=2023/11/14/x-B-3.wav
    """)
    hang_up_phone(play, "anna")
    play.wants("""
        Seat user=anna: OnOnHook extension=1001
        SetTimer wrap-up:anna +14s
        Save StatusIntervalRow interval_id=i-B-10 session_id=s-B-2 user=anna status=5 began_at=+2s ended_at=+4s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=8 statustime=0 since=+4s previous=5 previousSeconds=2 cause=wrap_up
    """)
    end_leg(play, "k1")
    play.wants("")
    assert play.world.legs == {}


def test_hung_up_twice_it_ends_once() -> None:
    play = talking("anna")
    play.ask("anna", "hangUp")
    play.forget()
    play.ask("anna", "hangUp")
    play.wants("Refuse ask=q3 reason=no_call")


def test_hung_up_after_the_customer_did() -> None:
    play = talking("anna")
    end_leg(play, "k1")
    play.forget()
    play.ask("anna", "hangUp")
    play.wants("Refuse ask=q2 reason=no_call")


def test_without_a_call_it_is_refused() -> None:
    play = opened("anna")
    play.ask("anna", "hangUp")
    play.wants("Refuse ask=q2 reason=no_call")


def test_a_ringing_call_is_not_hung_up_but_refused_by_its_own_command() -> None:
    play = ringing("anna")
    play.ask("anna", "hangUp")
    play.wants("Refuse ask=q2 reason=no_call")
