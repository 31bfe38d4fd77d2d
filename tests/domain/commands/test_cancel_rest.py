"""cancelRest: in each stage, and without any."""

from __future__ import annotations

from callseat.domain.directory import Group
from callseat.domain.seat import status_of
from callseat.domain.status import Status
from tests.domain.scenes import end_leg, hang_up_phone, opened, talking

ONE = (Group("g1", rest_quota=1, rest_allowance=60),)


def test_without_a_rest_or_a_wish_for_one_it_is_refused() -> None:
    play = opened("anna")
    play.ask("anna", "cancelRest")
    play.wants("Refuse ask=q2 reason=rest_not_requested")


def test_while_waiting_the_wish_is_withdrawn_and_those_behind_move_up() -> None:
    play = opened("anna", "ben", groups=ONE)
    play.ask("anna", "requestRest")
    play.ask("ben", "requestRest")
    play.forget()
    play.ask("ben", "cancelRest")
    play.wants("""
        Accept ask=q5
        Seat user=ben: OnRest state=withdrawn position=0 allowance=0 cause=cancel_rest
    """)
    assert status_of(play.world.seats["ben"]) is Status.IDLE
    play.ask("ben", "cancelRest")
    play.wants("Refuse ask=q6 reason=rest_not_requested")


def test_in_a_call_the_place_is_given_back_and_the_call_is_followed_by_wrap_up() -> None:
    play = talking("anna", groups=ONE)
    play.ask("anna", "requestRest")
    play.forget()
    play.ask("anna", "cancelRest")
    play.wants("""
        Accept ask=q3
        Seat user=anna: OnRest state=withdrawn position=0 allowance=0 cause=cancel_rest
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=2 since=+2s previous=2 previousSeconds=1 cause=answered
    """)
    end_leg(play, "k1")
    hang_up_phone(play, "anna")
    assert status_of(play.world.seats["anna"]) is Status.WORK


def test_resting_it_ends_to_idle_whatever_was_before() -> None:
    play = opened("anna", groups=ONE)
    play.ask("anna", "doNotDisturb")
    play.ask("anna", "requestRest")
    play.forget()
    play.passes(10)
    play.ask("anna", "cancelRest")
    play.wants("""
        Accept ask=q4
        CancelTimer key=rest:anna
        Save RestRow rest_id=r-B-4 session_id=s-B-2 user=anna began_at=+1s allowance_ms=60000 ended_at=+11s
        Seat user=anna: OnRest state=ended position=0 allowance=0 cause=cancel_rest
        Save StatusIntervalRow interval_id=i-B-6 session_id=s-B-2 user=anna status=4 began_at=+1s ended_at=+11s cause=rest actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+11s previous=4 previousSeconds=10 cause=cancel_rest
    """)
