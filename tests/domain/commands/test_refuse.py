"""refuse: the call goes back to its line, the seat has a pause, and after too many is BUSY."""

from __future__ import annotations

from callseat.domain.status import Status
from tests.domain.playbook import Playbook
from tests.domain.scenes import (
    call_in,
    contact_of,
    end_leg,
    hang_up_phone,
    leg_of,
    opened,
    pick_up,
    ring,
    ringing,
    talking,
)


def refuse_one(play: Playbook, leg: str) -> None:
    """A caller comes to anna, is refused, and gives up; her pause goes by."""
    call_in(play, leg)
    ring(play, "anna")
    play.ask("anna", "refuse")
    hang_up_phone(play, "anna")
    end_leg(play, leg)
    play.passes(5)


def test_a_refused_caller_goes_to_the_next_seat_with_the_wait_kept() -> None:
    play = ringing("anna", "ben")
    play.now += 3000
    play.ask("anna", "refuse")
    play.wants("""
        Accept ask=q3
        HangUp leg=l-B-7
        CancelTimer key=ring:l-B-7
        Save CallPartRow call_no=c-B-6 contact_id=x-B-4 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+2s ended_at=+5s outcome=refused cause=refused
        Seat user=anna: OnRingEnd callNo=c-B-6 cause=refused
        SetTimer cool-down:anna +10s
        DialPhone leg=l-B-10 extension=1002 caller=13800138000 beside=k1 caller_name=Sales
        SetTimer ring:l-B-10 +25s
        Save CallPartRow call_no=c-B-9 contact_id=x-B-4 user=ben extension=1002 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+5s
        Save StatusIntervalRow interval_id=i-B-11 session_id=s-B-3 user=ben status=1 began_at=+1s ended_at=+5s cause=login actor=ben
        Watchers user=ben group=g1: OnStatus targetUserName=ben status=2 statustime=0 since=+5s previous=1 previousSeconds=4 cause=offered
    """)
    hang_up_phone(play, "anna")
    play.wants("""
        Save StatusIntervalRow interval_id=i-B-12 session_id=s-B-2 user=anna status=2 began_at=+2s ended_at=+5s cause=offered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+5s previous=2 previousSeconds=3 cause=not_answered
    """)
    contact = play.world.contacts[contact_of(play)]
    assert contact.waiting_since == contact.arrived_at


def test_a_refused_caller_waits_on_when_no_other_seat_is_free() -> None:
    play = ringing("anna")
    play.ask("anna", "refuse")
    play.wants("""
        Accept ask=q2
        HangUp leg=l-B-6
        CancelTimer key=ring:l-B-6
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s ended_at=+1s outcome=refused cause=refused
        Seat user=anna: OnRingEnd callNo=c-B-5 cause=refused
        SetTimer cool-down:anna +6s
        QueueSeats queue=sales: OnQueue callers=13800138000 queued=(QueuedCaller(contactId='x-B-3', caller='13800138000', queue='sales', since=1700000001000),)
    """)
    hang_up_phone(play, "anna")
    play.forget()
    play.passes(60)
    assert leg_of(play, "anna") == "", "the same caller is not offered to the seat again"


def test_the_seat_has_a_pause_and_then_gets_the_next_caller() -> None:
    play = ringing("anna")
    play.ask("anna", "refuse")
    hang_up_phone(play, "anna")
    call_in(play, "k2")
    play.passes(4.9)
    assert leg_of(play, "anna") == ""
    play.passes(0.2)
    assert play.world.legs[leg_of(play, "anna")].contact == contact_of(play, "k2")


def test_after_three_refusals_in_a_row_the_seat_is_busy() -> None:
    play = opened("anna")
    refuse_one(play, "k1")
    refuse_one(play, "k2")
    assert play.world.seats["anna"].interval.status is Status.IDLE
    call_in(play, "k3")
    ring(play, "anna")
    play.forget()
    play.ask("anna", "refuse")
    play.wants("""
        Accept ask=q4
        HangUp leg=l-B-18
        CancelTimer key=ring:l-B-18
        Save CallPartRow call_no=c-B-17 contact_id=x-B-15 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+11s ended_at=+11s outcome=refused cause=refused
        Seat user=anna: OnRingEnd callNo=c-B-17 cause=refused
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=2 statustime=0 since=+11s previous=1 previousSeconds=5 pending=10 cause=offered
        Supervisors group=g1: OnAlarm kind=calls_refused targetUserName=anna detail=3
        QueueSeats queue=sales: OnQueue callers=13800138000 queued=(QueuedCaller(contactId='x-B-15', caller='13800138000', queue='sales', since=1700000011000),)
    """)
    hang_up_phone(play, "anna")
    play.wants("""
        CancelTimer key=wrap-up:anna
        Save StatusIntervalRow interval_id=i-B-20 session_id=s-B-2 user=anna status=2 began_at=+11s ended_at=+11s cause=offered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=10 statustime=0 since=+11s previous=2 cause=refused
    """)


def test_the_seat_leaves_that_busy_by_ready_and_is_counted_anew() -> None:
    play = opened("anna")
    for leg in ("k1", "k2", "k3"):
        refuse_one(play, leg)
    play.ask("anna", "ready")
    refuse_one(play, "k4")
    assert play.world.seats["anna"].interval.status is Status.IDLE


def test_an_answered_call_between_refusals_starts_the_count_again() -> None:
    play = opened("anna")
    refuse_one(play, "k1")
    refuse_one(play, "k2")
    call_in(play, "k3")
    ring(play, "anna")
    pick_up(play, "anna")
    play.ask("anna", "hangUp")
    hang_up_phone(play, "anna")
    play.ask("anna", "ready")
    refuse_one(play, "k4")
    assert play.world.seats["anna"].interval.status is Status.IDLE


def test_nothing_rings_nothing_is_refused() -> None:
    play = opened("anna")
    play.ask("anna", "refuse")
    play.wants("Refuse ask=q2 reason=not_ringing")


def test_an_answered_call_cannot_be_refused() -> None:
    play = talking("anna")
    play.ask("anna", "refuse")
    play.wants("Refuse ask=q2 reason=not_ringing")


def test_refused_twice_it_is_refused_once() -> None:
    play = ringing("anna")
    play.ask("anna", "refuse")
    play.forget()
    play.ask("anna", "refuse")
    play.wants("Refuse ask=q3 reason=not_ringing")


def test_refused_after_the_caller_left() -> None:
    play = ringing("anna")
    end_leg(play, "k1")
    play.forget()
    play.ask("anna", "refuse")
    play.wants("Refuse ask=q2 reason=not_ringing")


def test_the_pause_is_not_escaped_by_a_new_login() -> None:
    play = ringing("anna")
    play.ask("anna", "refuse")
    hang_up_phone(play, "anna")
    play.passes(1)
    play.ask("anna", "logout")
    play.ask("anna", "login", "anna", "")
    call_in(play, "k2")
    assert leg_of(play, "anna") == ""
    play.passes(4)
    assert play.world.legs[leg_of(play, "anna")].contact == contact_of(play, "k2")
