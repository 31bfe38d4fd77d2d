"""logout: out of every status but a call."""

from __future__ import annotations

import pytest

from callseat.domain.inputs import PhoneReachable
from callseat.domain.status import Status
from tests.domain.playbook import Playbook
from tests.domain.scenes import call_in, hang_up_phone, opened, ringing, talking


def test_logout_closes_the_session_and_its_books() -> None:
    play = opened("anna")
    play.ask("anna", "logout")
    play.wants("""
        Accept ask=q2
        Save StatusIntervalRow interval_id=i-B-3 session_id=s-B-2 user=anna status=1 began_at=+0s ended_at=+1s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=0 statustime=0 since=+1s previous=1 previousSeconds=1 cause=logout
        CancelTimer key=wrap-up:anna
        Save SeatSessionRow session_id=s-B-2 user=anna extension=1001 login_at=+0s logout_at=+1s cause=logout
        EndSession session=session-anna cause=logout
    """)
    assert play.world.extensions == {}


@pytest.mark.parametrize("command", ["workBusy", "doNotDisturb"])
def test_logout_out_of_work_and_busy(command: str) -> None:
    play = opened("anna")
    play.ask("anna", command)
    play.ask("anna", "logout")
    assert play.world.seats["anna"].base is Status.OFFLINE


def test_logout_during_wrap_up_stops_its_clock() -> None:
    play = talking("anna")
    play.ask("anna", "hangUp")
    hang_up_phone(play, "anna")
    play.forget()
    play.ask("anna", "logout")
    play.wants("""
        Accept ask=q3
        Save StatusIntervalRow interval_id=i-B-11 session_id=s-B-2 user=anna status=8 began_at=+4s ended_at=+4s cause=wrap_up actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=0 statustime=0 since=+4s previous=8 cause=logout
        CancelTimer key=wrap-up:anna
        Save SeatSessionRow session_id=s-B-2 user=anna extension=1001 login_at=+0s logout_at=+4s cause=logout
        EndSession session=session-anna cause=logout
    """)
    assert play.timers == {}


def test_logout_while_the_phone_is_away() -> None:
    play = opened("anna")
    play.do(PhoneReachable(play.now, "1001", reachable=False))
    play.forget()
    play.ask("anna", "logout")
    play.wants("""
        Accept ask=q2
        Save StatusIntervalRow interval_id=i-B-4 session_id=s-B-2 user=anna status=11 began_at=+1s ended_at=+1s cause=phone_lost actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=0 statustime=0 since=+1s previous=11 cause=logout
        CancelTimer key=wrap-up:anna
        Save SeatSessionRow session_id=s-B-2 user=anna extension=1001 login_at=+0s logout_at=+1s cause=logout
        EndSession session=session-anna cause=logout
    """)


@pytest.mark.parametrize("scene", [ringing, talking])
def test_logout_in_a_call_is_refused(scene: object) -> None:
    play: Playbook = ringing("anna") if scene is ringing else talking("anna")
    play.ask("anna", "logout")
    play.wants("Refuse ask=q2 reason=wrong_status")


def test_logout_is_refused_until_the_phone_has_hung_up() -> None:
    play = talking("anna")
    play.ask("anna", "hangUp")
    play.forget()
    play.ask("anna", "logout")
    play.wants("Refuse ask=q3 reason=wrong_status")


def test_after_logout_nothing_is_heard_and_nothing_offered() -> None:
    play = opened("anna")
    play.ask("anna", "logout")
    play.forget()
    play.ask("anna", "ready")
    play.wants("Refuse ask=q3 reason=not_logged_in")
    call_in(play)
    assert play.world.seats["anna"].leg == ""
