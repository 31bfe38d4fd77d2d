"""Legs end: the customer's, the seat's, both at once, before and after the answer."""

from __future__ import annotations

import pytest

from callseat.domain.rows import CallPartRow
from callseat.domain.status import Status
from tests.domain.playbook import rows
from tests.domain.scenes import call_in, end_leg, hang_up_phone, leg_of, opened, ringing, talking


def test_the_customer_hangs_up_first() -> None:
    play = talking("anna")
    end_leg(play, "k1")
    play.wants("""
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+1s answered_at=+2s ended_at=+4s outcome=answered released_by=customer cause=normal recording=2023/11/14/x-B-3.wav
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s answered_at=+2s ended_at=+4s outcome=answered end_direction=0 released_by=customer cause=normal
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-5 endDirection=0 releasedBy=customer cause=normal contactId=x-B-3
        HangUp leg=l-B-6
        CloseCall call=b-B-8
    """)
    hang_up_phone(play, "anna")
    play.wants("""
        Seat user=anna: OnOnHook extension=1001
        SetTimer wrap-up:anna +14s
        Save StatusIntervalRow interval_id=i-B-10 session_id=s-B-2 user=anna status=5 began_at=+2s ended_at=+4s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=8 statustime=0 since=+4s previous=5 previousSeconds=2 cause=wrap_up
    """)
    assert play.world.legs == play.world.contacts == {}


def test_the_seat_hangs_up_at_the_phone() -> None:
    play = talking("anna")
    hang_up_phone(play, "anna")
    play.wants("""
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s answered_at=+2s ended_at=+4s outcome=answered end_direction=1 released_by=seat cause=normal
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-5 endDirection=1 releasedBy=seat cause=normal contactId=x-B-3
        HangUp leg=k1
        CloseCall call=b-B-8
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+1s answered_at=+2s ended_at=+4s outcome=answered released_by=seat cause=normal recording=2023/11/14/x-B-3.wav
        Seat user=anna: OnOnHook extension=1001
        SetTimer wrap-up:anna +14s
        Save StatusIntervalRow interval_id=i-B-10 session_id=s-B-2 user=anna status=5 began_at=+2s ended_at=+4s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=8 statustime=0 since=+4s previous=5 previousSeconds=2 cause=wrap_up
    """)
    end_leg(play, "k1")
    play.wants("")


def test_both_hang_up_the_first_to_be_heard_ended_it() -> None:
    for first, released_by in (("k1", "customer"), ("seat", "seat")):
        play = talking("anna")
        leg = leg_of(play, "anna")
        order = ("k1", leg) if first == "k1" else (leg, "k1")
        for each in order:
            end_leg(play, each)
        parts = [part for part in rows(play, CallPartRow) if part.ended_at]
        assert [part.released_by for part in parts] == [released_by]
        assert sum("OnOffTalk" in str(effect) for effect in play.everything) == 1
        assert play.world.legs == {}


def test_the_caller_gives_up_while_waiting() -> None:
    play = opened()
    call_in(play)
    play.now += 9000
    play.forget()
    end_leg(play, "k1")
    play.wants("""
        Save QueueVisitRow visit_id=v-B-3 contact_id=x-B-2 queue=sales priority=0 joined_at=+0s left_at=+9s outcome=abandoned
        QueueSeats queue=sales: OnQueueOff callers=13800138000 queued=(QueuedCaller(contactId='x-B-2', caller='13800138000', queue='sales', since=1700000000000),)
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s ended_at=+9s outcome=abandoned released_by=customer cause=normal
    """)


def test_the_caller_gives_up_while_the_seat_rings() -> None:
    play = ringing("anna")
    end_leg(play, "k1")
    play.wants("""
        Save QueueVisitRow visit_id=v-B-4 contact_id=x-B-3 queue=sales priority=0 joined_at=+1s left_at=+1s outcome=abandoned
        CancelTimer key=ring:l-B-6
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s ended_at=+1s outcome=withdrawn cause=withdrawn
        Seat user=anna: OnRingEnd callNo=c-B-5 cause=withdrawn
        HangUp leg=l-B-6
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+1s ended_at=+1s outcome=abandoned released_by=customer cause=normal
    """)
    hang_up_phone(play, "anna")
    play.wants("""
        Save StatusIntervalRow interval_id=i-B-8 session_id=s-B-2 user=anna status=2 began_at=+1s ended_at=+1s cause=offered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+1s previous=2 cause=not_answered
    """)
    assert play.timers == {}, "no pause: it was not the seat that did not answer"


def test_the_caller_gives_up_before_the_phone_rings_and_the_seat_is_not_told() -> None:
    play = opened("anna")
    call_in(play)
    play.forget()
    end_leg(play, "k1")
    assert not any("OnRing" in str(effect) for effect in play.effects)


@pytest.mark.parametrize("sip", [486, 600, 603])
def test_the_reject_key_of_the_phone_is_a_refusal(sip: int) -> None:
    play = ringing("anna")
    hang_up_phone(play, "anna", sip=sip)
    assert rows(play, CallPartRow)[-1].outcome == "refused"


@pytest.mark.parametrize("sip", [0, 408, 480, 503])
def test_any_other_end_of_the_ringing_is_missed(sip: int) -> None:
    play = ringing("anna")
    hang_up_phone(play, "anna", sip=sip)
    play.wants("""
        CancelTimer key=ring:l-B-6
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s ended_at=+1s outcome=missed cause=missed
        Seat user=anna: OnRingEnd callNo=c-B-5 cause=missed
        SetTimer cool-down:anna +6s
        Save StatusIntervalRow interval_id=i-B-8 session_id=s-B-2 user=anna status=2 began_at=+1s ended_at=+1s cause=offered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+1s previous=2 cause=not_answered
        QueueSeats queue=sales: OnQueue callers=13800138000 queued=(QueuedCaller(contactId='x-B-3', caller='13800138000', queue='sales', since=1700000001000),)
    """)


def test_a_leg_that_nobody_knows_ended() -> None:
    play = opened("anna")
    end_leg(play, "l-X-99")
    play.wants("")


def test_a_leg_ends_once() -> None:
    play = talking("anna")
    leg = leg_of(play, "anna")
    end_leg(play, leg)
    play.forget()
    end_leg(play, leg)
    play.wants("")
    assert play.world.seats["anna"].interval.status is Status.WORK
