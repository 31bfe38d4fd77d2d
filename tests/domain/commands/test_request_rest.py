"""requestRest: granted, waiting in line, or after the call; told by onRest at each change."""

from __future__ import annotations

import pytest

from callseat.domain.directory import Group
from callseat.domain.inputs import ConnectionLost, PhoneReachable
from callseat.domain.rows import RestRow, SeatSessionRow
from callseat.domain.seat import status_of
from callseat.domain.status import Status
from tests.domain.playbook import Playbook, rows
from tests.domain.scenes import (
    call_in,
    end_leg,
    hang_up_phone,
    offered_to,
    opened,
    pick_up,
    ringing,
    talking,
)

ONE = (Group("g1", rest_quota=1, rest_allowance=60),)


def status(play: Playbook, user: str = "anna") -> Status:
    return status_of(play.world.seats[user])


def test_with_a_free_place_the_rest_begins_at_once() -> None:
    play = opened("anna", groups=ONE)
    play.ask("anna", "requestRest")
    play.wants("""
        Accept ask=q2 result=(('state', 'granted'),)
        CancelTimer key=wrap-up:anna
        SetTimer rest:anna +61s
        Save RestRow rest_id=r-B-3 session_id=s-B-2 user=anna began_at=+1s allowance_ms=60000
        Seat user=anna: OnRest state=granted position=0 allowance=60
        Save StatusIntervalRow interval_id=i-B-4 session_id=s-B-2 user=anna status=1 began_at=+0s ended_at=+1s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=4 statustime=0 since=+1s previous=1 previousSeconds=1 cause=rest
    """)
    call_in(play)
    assert offered_to(play) == []


def test_without_a_place_the_seat_waits_and_goes_on_taking_calls() -> None:
    play = opened("anna", "ben", groups=ONE)
    play.ask("anna", "requestRest")
    play.now += 20_000
    play.forget()
    play.ask("ben", "requestRest")
    play.wants("""
        Accept ask=q4 result=(('state', 'waiting'), ('position', '1'), ('expected', '40'))
        Seat user=ben: OnRest state=waiting position=1 allowance=60 expected=40
    """)
    call_in(play)
    assert offered_to(play) == ["ben"]


def test_in_a_call_the_place_is_held_and_the_rest_begins_at_its_end() -> None:
    play = talking("anna", "ben", groups=ONE)
    play.ask("anna", "requestRest")
    play.wants("""
        Accept ask=q3 result=(('state', 'after_call'), ('pending', '4'))
        Seat user=anna: OnRest state=after_call position=0 allowance=60
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=2 since=+3s previous=2 previousSeconds=1 pending=4 cause=answered
    """)
    play.ask("ben", "requestRest")
    assert play.world.seats["ben"].rest.position == 1, "the place is held"
    play.now += 30_000
    play.ask("anna", "hangUp")
    play.forget()
    hang_up_phone(play, "anna")
    play.wants("""
        Seat user=anna: OnOnHook extension=1001
        CancelTimer key=wrap-up:anna
        SetTimer rest:anna +95s
        Save RestRow rest_id=r-B-11 session_id=s-B-2 user=anna began_at=+35s allowance_ms=60000
        Seat user=anna: OnRest state=granted position=0 allowance=60
        Save StatusIntervalRow interval_id=i-B-13 session_id=s-B-2 user=anna status=5 began_at=+3s ended_at=+35s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=4 statustime=0 since=+35s previous=5 previousSeconds=32 cause=rest
    """)


def test_while_the_phone_rings_it_is_after_the_call_too() -> None:
    play = ringing("anna", groups=ONE)
    play.ask("anna", "requestRest")
    assert "('state', 'after_call')" in str(play.effects[0])
    pick_up(play, "anna")
    assert status(play) is Status.TALKING
    end_leg(play, "k1")
    hang_up_phone(play, "anna")
    assert status(play) is Status.REST


def test_a_call_that_is_not_taken_does_not_keep_the_rest_waiting() -> None:
    play = ringing("anna", groups=ONE)
    play.ask("anna", "requestRest")
    play.ask("anna", "refuse")
    hang_up_phone(play, "anna")
    assert status(play) is Status.REST


def test_a_rest_that_is_granted_comes_before_a_pending_status() -> None:
    play = talking("anna", groups=ONE)
    play.ask("anna", "requestRest")
    play.forget()
    play.ask("anna", "doNotDisturb")
    play.wants("Accept ask=q3 result=(('pending', '4'),)")
    end_leg(play, "k1")
    hang_up_phone(play, "anna")
    assert status(play) is Status.REST
    play.ask("anna", "cancelRest")
    assert status(play) is Status.IDLE


@pytest.mark.parametrize("before", ["doNotDisturb", "workBusy"])
def test_a_place_that_becomes_free_begins_the_rest_out_of_every_status(before: str) -> None:
    play = opened("anna", "ben", groups=ONE)
    play.ask("anna", "requestRest")
    play.ask("ben", "requestRest")
    play.ask("ben", before)
    play.ask("anna", "cancelRest")
    assert status(play, "ben") is Status.REST


def test_a_place_that_becomes_free_in_a_call_is_held() -> None:
    play = talking("anna", "ben", groups=ONE)
    play.ask("ben", "requestRest")
    play.ask("anna", "requestRest")
    play.forget()
    play.ask("ben", "cancelRest")
    play.wants("""
        Accept ask=q5
        CancelTimer key=rest:ben
        Save RestRow rest_id=r-B-11 session_id=s-B-3 user=ben began_at=+5s allowance_ms=60000 ended_at=+5s
        Seat user=ben: OnRest state=ended position=0 allowance=0 cause=cancel_rest
        Save StatusIntervalRow interval_id=i-B-14 session_id=s-B-3 user=ben status=4 began_at=+5s ended_at=+5s cause=rest actor=ben
        Watchers user=ben group=g1: OnStatus targetUserName=ben status=1 statustime=0 since=+5s previous=4 cause=cancel_rest
        Seat user=anna: OnRest state=after_call position=0 allowance=60
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=2 since=+3s previous=2 previousSeconds=1 pending=4 cause=answered
    """)


@pytest.mark.parametrize("scene", [opened, talking])
def test_asked_twice_the_answer_is_the_same_and_nothing_is_lost(scene: object) -> None:
    play = opened("anna", groups=ONE) if scene is opened else talking("anna", groups=ONE)
    play.ask("anna", "requestRest")
    first = play.effects[0].result  # type: ignore[union-attr]
    play.forget()
    play.ask("anna", "requestRest")
    (again,) = play.effects
    assert again.result == first  # type: ignore[union-attr]


def test_asked_twice_the_place_in_line_is_kept() -> None:
    play = opened("anna", "ben", groups=ONE)
    play.ask("anna", "requestRest")
    play.ask("ben", "requestRest")
    play.forget()
    play.ask("ben", "requestRest")
    play.wants("Accept ask=q5 result=(('state', 'waiting'), ('position', '1'), ('expected', '60'))")


def test_change_status_4_is_the_same() -> None:
    play = opened("anna", groups=ONE)
    play.ask("anna", "changeStatus", "4")
    assert status(play) is Status.REST
    play.ask("anna", "cancelRest")
    assert status(play) is Status.IDLE


def test_the_allowance_over_overtime_is_told_once_and_booked() -> None:
    play = opened("anna", groups=ONE)
    play.ask("anna", "requestRest")
    play.forget()
    play.passes(59.999)
    play.wants("")
    play.passes(0.001)
    play.wants("Seat user=anna: OnRest state=overtime position=0 allowance=60")
    play.passes(600)
    play.wants("")
    assert status(play) is Status.REST
    play.ask("anna", "cancelRest")
    play.wants("""
        Accept ask=q3
        CancelTimer key=rest:anna
        Save RestRow rest_id=r-B-3 session_id=s-B-2 user=anna began_at=+1s allowance_ms=60000 ended_at=+661s overtime_ms=600000
        Seat user=anna: OnRest state=ended position=0 allowance=0 cause=cancel_rest
        Save StatusIntervalRow interval_id=i-B-5 session_id=s-B-2 user=anna status=4 began_at=+1s ended_at=+661s cause=rest actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+661s previous=4 previousSeconds=660 cause=cancel_rest
    """)


def test_a_rest_in_overtime_keeps_its_place() -> None:
    play = opened("anna", "ben", groups=ONE)
    play.ask("anna", "requestRest")
    play.passes(100)
    play.forget()
    play.ask("ben", "requestRest")
    play.wants("""
        Accept ask=q4 result=(('state', 'waiting'), ('position', '1'), ('expected', '0'))
        Seat user=ben: OnRest state=waiting position=1 allowance=60
    """)


def test_a_lost_connection_does_not_stop_the_clock_and_logout_closes_it() -> None:
    play = opened("anna", groups=ONE)
    play.ask("anna", "requestRest")
    play.do(ConnectionLost(play.now, "session-anna", "anna"))
    play.passes(60)
    (_, closed) = rows(play, RestRow)
    assert (closed.ended_at - closed.began_at, closed.overtime_ms) == (60_000, 0)
    assert play.timers == {}


def test_a_seat_that_comes_back_in_time_still_rests() -> None:
    play = opened("anna", groups=ONE)
    play.ask("anna", "requestRest")
    play.do(ConnectionLost(play.now, "session-anna", "anna"))
    play.passes(30)
    play.ask("anna", "login", "anna", "")
    play.forget()
    play.passes(30)
    play.wants("Seat user=anna: OnRest state=overtime position=0 allowance=60")


def test_a_phone_that_is_away_does_not_prolong_the_rest_and_is_no_overtime() -> None:
    play = opened("anna", groups=ONE)
    play.do(PhoneReachable(play.now, "1001", reachable=False))
    play.ask("anna", "requestRest")
    assert status(play) is Status.UNREACHABLE
    play.forget()
    play.passes(100)
    play.wants("Seat user=anna: OnRest state=overtime position=0 allowance=60")
    play.do(PhoneReachable(play.now, "1001", reachable=True))
    assert status(play) is Status.REST
    play.passes(5)
    play.ask("anna", "logout")
    (session,) = (row for row in rows(play, SeatSessionRow) if row.logout_at)
    rest = rows(play, RestRow)[-1]
    assert (rest.ended_at, rest.ended_at - rest.began_at) == (session.logout_at, 105_000)
    assert rest.overtime_ms == 5000, "of 45 s beyond the allowance, what was REST"


def test_overtime_that_is_interrupted_is_the_sum_of_its_parts() -> None:
    play = opened("anna", groups=ONE)
    play.ask("anna", "requestRest")
    play.passes(70)
    play.do(PhoneReachable(play.now, "1001", reachable=False))
    play.passes(1000)
    play.do(PhoneReachable(play.now, "1001", reachable=True))
    play.passes(3)
    play.ask("anna", "cancelRest")
    assert rows(play, RestRow)[-1].overtime_ms == 13_000
