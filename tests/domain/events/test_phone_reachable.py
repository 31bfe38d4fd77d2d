"""A phone registers and is lost: the seat is unreachable meanwhile, and gets back what it had."""

from __future__ import annotations

import pytest

from callseat.domain.inputs import PhoneReachable
from callseat.domain.status import Status
from tests.domain.playbook import Playbook
from tests.domain.scenes import call_in, hang_up_phone, leg_of, opened, talking


def lose(play: Playbook) -> None:
    play.do(PhoneReachable(play.now, "1001", reachable=False))


def regain(play: Playbook) -> None:
    play.do(PhoneReachable(play.now, "1001", reachable=True))


def test_an_idle_seat_is_unreachable_gets_no_calls_and_is_idle_again() -> None:
    play = opened("anna")
    lose(play)
    play.wants("""
        Save StatusIntervalRow interval_id=i-B-3 session_id=s-B-2 user=anna status=1 began_at=+0s ended_at=+1s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=11 statustime=0 since=+1s previous=1 previousSeconds=1 cause=phone_lost
    """)
    call_in(play)
    assert leg_of(play, "anna") == ""
    play.forget()
    play.now += 5000
    regain(play)
    play.wants("""
        Save StatusIntervalRow interval_id=i-B-6 session_id=s-B-2 user=anna status=11 began_at=+1s ended_at=+6s cause=phone_lost actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+6s previous=11 previousSeconds=5 cause=phone_back
        DialPhone leg=l-B-8 extension=1001 caller=13800138000 beside=k1 caller_name=Sales
        SetTimer ring:l-B-8 +26s
        Save CallPartRow call_no=c-B-7 contact_id=x-B-4 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+6s
        Save StatusIntervalRow interval_id=i-B-9 session_id=s-B-2 user=anna status=1 began_at=+6s ended_at=+6s cause=phone_back actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=2 statustime=0 since=+6s previous=1 cause=offered
    """)


@pytest.mark.parametrize(
    ("command", "status"), [("workBusy", Status.WORK), ("doNotDisturb", Status.BUSY)]
)
def test_it_gets_back_what_it_had(command: str, status: Status) -> None:
    play = opened("anna")
    play.ask("anna", command)
    lose(play)
    assert play.world.seats["anna"].interval.status is Status.UNREACHABLE
    regain(play)
    assert play.world.seats["anna"].interval.status is status


def test_in_a_call_it_is_unreachable_afterwards() -> None:
    play = talking("anna")
    lose(play)
    play.wants("")
    hang_up_phone(play, "anna")
    assert play.world.seats["anna"].interval.status is Status.UNREACHABLE
    play.passes(10)
    regain(play)
    assert play.world.seats["anna"].interval.status is Status.IDLE


def test_said_twice_it_is_told_once() -> None:
    play = opened("anna")
    regain(play)
    play.wants("")
    lose(play)
    play.forget()
    lose(play)
    play.wants("")


def test_a_phone_of_nobody_who_is_logged_in_is_remembered() -> None:
    play = opened()
    play.do(PhoneReachable(play.now, "1001", reachable=False))
    play.do(PhoneReachable(play.now, "7777", reachable=True))
    play.wants("")
    assert list(play.world.phones) == ["1002", "1003", "7777"]
