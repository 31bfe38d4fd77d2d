"""A connection breaks: the seat keeps its call and status for the grace time."""

from __future__ import annotations

from callseat.domain.inputs import ConnectionLost, TimerFired
from callseat.domain.status import Status
from callseat.domain.timer import GraceOver
from tests.domain.playbook import Playbook
from tests.domain.scenes import call_in, hang_up_phone, leg_of, opened, pick_up, ringing, talking


def lose(play: Playbook, user: str = "anna") -> None:
    play.do(ConnectionLost(play.now, f"session-{user}", user))


def test_an_idle_seat_gets_no_calls_and_is_logged_out_after_the_grace_time() -> None:
    play = opened("anna")
    lose(play)
    play.wants("""
        SetTimer grace:anna +61s
    """)
    call_in(play)
    assert leg_of(play, "anna") == ""
    play.forget()
    play.passes(59.9)
    play.wants("")
    play.passes(0.1)
    play.wants("""
        Save StatusIntervalRow interval_id=i-B-5 session_id=s-B-2 user=anna status=1 began_at=+0s ended_at=+61s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=0 statustime=0 since=+61s previous=1 previousSeconds=61 cause=connection_lost
        CancelTimer key=wrap-up:anna
        CancelTimer key=grace:anna
        Save SeatSessionRow session_id=s-B-2 user=anna extension=1001 login_at=+0s logout_at=+61s cause=connection_lost
        EndSession session=session-anna cause=connection_lost
    """)


def test_back_in_time_it_is_as_before_and_gets_the_caller_who_waits() -> None:
    play = opened("anna")
    lose(play)
    call_in(play)
    play.passes(30)
    play.forget()
    play.ask("anna", "login", "anna", "")
    play.wants("""
        Accept ask=q2 result=(('extension', '1001'),)
        CancelTimer key=grace:anna
        OpenSession session=session-anna user=anna
        Seat user=anna: OnLoginSuccess request=200 user=anna extension=1001 resumed=True
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=31 since=+0s previous=0 cause=login
        Seat user=anna: OnQueue callers=13800138000 queued=(QueuedCaller(contactId='x-B-3', caller='13800138000', queue='sales', since=1700000001000),)
        DialPhone leg=l-B-6 extension=1001 caller=13800138000 beside=k1 caller_name=Sales
        SetTimer ring:l-B-6 +51s
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+31s
        Save StatusIntervalRow interval_id=i-B-7 session_id=s-B-2 user=anna status=1 began_at=+0s ended_at=+31s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=2 statustime=0 since=+31s previous=1 previousSeconds=31 cause=offered
    """)
    assert all(not key.startswith("grace") for key in play.timers)


def test_a_ringing_call_goes_on_ringing_and_can_be_answered_at_the_phone() -> None:
    play = ringing("anna")
    lose(play)
    play.forget()
    pick_up(play, "anna")
    assert play.world.seats["anna"].interval.status is Status.TALKING


def test_in_a_call_it_is_logged_out_when_the_call_is_over() -> None:
    play = talking("anna")
    lose(play)
    play.passes(60)
    play.wants("""
        SetTimer grace:anna +64s
        EndSession session=session-anna cause=connection_lost
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=62 since=+2s previous=2 previousSeconds=1 pending=0 cause=answered
    """)
    hang_up_phone(play, "anna")
    play.wants("""
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s answered_at=+2s ended_at=+64s outcome=answered end_direction=1 released_by=seat cause=normal
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-5 endDirection=1 releasedBy=seat cause=normal contactId=x-B-3
        HangUp leg=k1
        CloseCall call=b-B-8
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+1s answered_at=+2s ended_at=+64s outcome=answered released_by=seat cause=normal recording=2023/11/14/x-B-3.wav
        Seat user=anna: OnOnHook extension=1001
        Save StatusIntervalRow interval_id=i-B-10 session_id=s-B-2 user=anna status=5 began_at=+2s ended_at=+64s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=0 statustime=0 since=+64s previous=5 previousSeconds=62 cause=connection_lost
        CancelTimer key=wrap-up:anna
        CancelTimer key=grace:anna
        Save SeatSessionRow session_id=s-B-2 user=anna extension=1001 login_at=+0s logout_at=+64s cause=connection_lost
    """)


def test_in_a_call_a_chosen_busy_that_never_began_leaves_no_trace() -> None:
    play = talking("anna")
    play.ask("anna", "doNotDisturb")
    lose(play)
    play.passes(60)
    play.forget()
    hang_up_phone(play, "anna")
    assert play.world.seats["anna"].pending is None
    assert "status=10" not in " ".join(map(str, play.effects))


def test_back_after_the_grace_time_but_within_the_call_it_stays() -> None:
    play = talking("anna")
    lose(play)
    play.passes(70)
    play.ask("anna", "login", "anna", "")
    play.forget()
    hang_up_phone(play, "anna")
    assert play.world.seats["anna"].interval.status is Status.WORK


def test_the_connection_of_somebody_else_or_of_before_is_nothing() -> None:
    play = opened("anna")
    play.do(ConnectionLost(play.now, "session-old", "anna"))
    play.do(ConnectionLost(play.now, "session-anna", "nobody"))
    play.do(ConnectionLost(play.now, "session-anna", "ben"))
    play.wants("")


def test_a_connection_that_breaks_after_the_logout_is_nothing() -> None:
    play = opened("anna")
    play.ask("anna", "logout")
    play.forget()
    lose(play)
    play.wants("")


def test_a_grace_time_that_ends_late_is_nothing() -> None:
    play = opened("anna")
    lose(play)
    play.ask("anna", "login", "anna", "")
    play.forget()
    play.do(TimerFired(play.now, "grace:anna", GraceOver("anna")))
    play.ask("anna", "logout")
    play.forget()
    play.do(TimerFired(play.now, "grace:anna", GraceOver("anna")))
    play.do(TimerFired(play.now, "grace:nobody", GraceOver("nobody")))
    play.wants("")
