"""The directory changes while people work."""

from __future__ import annotations

from callseat.domain.directory import Account, Project, Skill
from callseat.domain.inputs import ConnectionLost, DirectoryLoaded
from callseat.domain.status import Status
from tests.domain.playbook import Playbook, a_directory
from tests.domain.scenes import (
    call_in,
    end_leg,
    hang_up_phone,
    leg_of,
    offered_to,
    opened,
    pick_up,
    ring,
    talking,
)

SALES = (Skill("sales", 5),)
ANNA = Account("anna", extension="1001", group="g1", skills=SALES)
BEN = Account("ben", extension="1002", group="g1", skills=SALES)


def load(play: Playbook, *accounts: Account, **changes: object) -> None:
    play.do(DirectoryLoaded(play.now, a_directory(accounts=accounts, **changes)))


def test_an_account_that_is_added_may_log_in() -> None:
    play = opened()
    load(play, ANNA, BEN, Account("cleo", extension="1003", skills=SALES))
    play.wants("")
    play.ask("cleo", "login", "cleo", "")
    call_in(play)
    assert offered_to(play) == ["cleo"]


def test_an_account_that_is_removed_is_logged_out() -> None:
    play = opened("anna")
    load(play, BEN)
    play.wants("""
        Save StatusIntervalRow interval_id=i-B-3 session_id=s-B-2 user=anna status=1 began_at=+0s ended_at=+1s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=0 statustime=0 since=+1s previous=1 previousSeconds=1 cause=removed
        CancelTimer key=wrap-up:anna
        Save SeatSessionRow session_id=s-B-2 user=anna extension=1001 login_at=+0s logout_at=+1s cause=removed
        EndSession session=session-anna cause=removed
    """)
    assert list(play.world.seats) == ["ben"]
    assert play.world.extensions == {}
    assert list(play.world.lines["sales"].ready) == []


def test_an_account_that_is_removed_in_a_call_goes_when_the_call_is_over() -> None:
    play = talking("anna")
    load(play, BEN)
    play.wants("""
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=2 since=+2s previous=2 previousSeconds=1 pending=0 cause=answered
    """)
    hang_up_phone(play, "anna")
    play.wants("""
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s answered_at=+2s ended_at=+4s outcome=answered end_direction=1 released_by=seat cause=normal
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-5 endDirection=1 releasedBy=seat cause=normal contactId=x-B-3
        HangUp leg=k1
        CloseCall call=b-B-8
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+1s answered_at=+2s ended_at=+4s outcome=answered released_by=seat cause=normal recording=2023/11/14/x-B-3.wav
        Seat user=anna: OnOnHook extension=1001
        Save StatusIntervalRow interval_id=i-B-10 session_id=s-B-2 user=anna status=5 began_at=+2s ended_at=+4s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=0 statustime=0 since=+4s previous=5 previousSeconds=2 cause=removed
        CancelTimer key=wrap-up:anna
        Save SeatSessionRow session_id=s-B-2 user=anna extension=1001 login_at=+0s logout_at=+4s cause=removed
        EndSession session=session-anna cause=removed
    """)
    assert list(play.world.seats) == ["ben"]


def test_a_removed_account_cannot_log_in_again_while_its_call_goes_on() -> None:
    play = talking("anna")
    play.do(ConnectionLost(play.now, "session-anna", "anna"))
    load(play, BEN)
    play.forget()
    play.ask("anna", "login", "anna", "")
    play.wants("Refuse ask=q2 reason=account_disabled")
    play.passes(60)
    hang_up_phone(play, "anna")
    assert list(play.world.seats) == ["ben"]


def test_an_account_that_is_brought_back_in_time_stays() -> None:
    play = talking("anna")
    load(play, BEN)
    load(play, ANNA, BEN)
    hang_up_phone(play, "anna")
    assert play.world.seats["anna"].interval.status is Status.WORK


def test_a_removed_account_that_rings_may_still_take_the_call() -> None:
    play = opened("anna")
    call_in(play)
    ring(play, "anna")
    load(play, BEN)
    pick_up(play, "anna")
    assert play.world.seats["anna"].interval.status is Status.TALKING


def test_skills_that_change_act_at_once() -> None:
    play = opened("anna")
    load(play, Account("anna", extension="1001"))
    call_in(play)
    assert offered_to(play) == []
    load(play, ANNA)
    assert offered_to(play) == ["anna"]


def test_a_new_extension_waits_for_the_next_login() -> None:
    play = opened("anna")
    load(play, Account("anna", extension="1003", group="g1", skills=SALES), BEN)
    call_in(play)
    assert "extension='1001'" in next(str(e) for e in play.effects if "DialPhone" in str(e))
    end_leg(play, "k1")
    hang_up_phone(play, "anna")
    play.ask("anna", "logout")
    assert play.world.extensions == {}
    play.ask("anna", "login", "anna", "")
    assert play.world.extensions == {"1003": "anna"}


def test_a_project_that_changes_leaves_running_calls_as_they_began() -> None:
    play = talking("anna")
    changed = (Project("P1", "Sales", ("4001",), "straight", wrap_up=99),)
    load(play, ANNA, projects=changed)
    hang_up_phone(play, "anna")
    assert play.timers["wrap-up:anna"][0] == play.now + 10_000


def test_the_same_directory_again_changes_nothing() -> None:
    play = opened("anna", "ben")
    call_in(play)
    play.forget()
    play.do(DirectoryLoaded(play.now, a_directory()))
    play.wants("")
    assert leg_of(play, "ben") == ""
