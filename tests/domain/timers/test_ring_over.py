"""The seat does not answer in time."""

from __future__ import annotations

from callseat.domain.inputs import TimerFired
from callseat.domain.status import Status
from callseat.domain.timer import RingOver
from tests.domain.playbook import Playbook
from tests.domain.scenes import (
    call_in,
    end_leg,
    hang_up_phone,
    leg_of,
    opened,
    ring,
    ringing,
    talking,
)


def test_the_call_is_missed_and_the_caller_waits_on() -> None:
    play = ringing("anna")
    play.passes(19.9)
    play.wants("")
    play.passes(0.1)
    play.wants("""
        HangUp leg=l-B-6 reason=no_answer
        CancelTimer key=ring:l-B-6
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s ended_at=+21s outcome=missed cause=missed
        Seat user=anna: OnRingEnd callNo=c-B-5 cause=missed
        SetTimer cool-down:anna +26s
        QueueSeats queue=sales: OnQueue callers=13800138000 queued=(QueuedCaller(contactId='x-B-3', caller='13800138000', queue='sales', since=1700000001000),)
    """)


def miss_one(play: Playbook, leg: str) -> None:
    call_in(play, leg)
    ring(play, "anna")
    play.passes(20)
    hang_up_phone(play, "anna")
    end_leg(play, leg)
    play.passes(5)


def test_missed_calls_count_like_refused_ones() -> None:
    play = opened("anna")
    for leg in ("k1", "k2", "k3"):
        assert play.world.seats["anna"].interval.status is Status.IDLE
        miss_one(play, leg)
    now = play.world.seats["anna"].interval
    assert (now.status, now.cause) == (Status.BUSY, "missed")


def test_it_ends_too_late() -> None:
    play = talking("anna")
    leg = leg_of(play, "anna")
    late = TimerFired(play.now, f"ring:{leg}", RingOver(leg))
    play.do(late)
    play.wants("")
    hang_up_phone(play, "anna")
    play.forget()
    play.do(late)
    play.wants("")


def test_it_ends_after_the_refusal_and_after_the_caller_left() -> None:
    for act in ("refuse", "leave"):
        play = ringing("anna", "ben")
        leg = leg_of(play, "anna")
        if act == "refuse":
            play.ask("anna", "refuse")
        else:
            end_leg(play, "k1")
        play.forget()
        play.do(TimerFired(play.now, f"ring:{leg}", RingOver(leg)))
        play.wants("")
