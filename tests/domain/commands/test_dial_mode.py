"""autoCall and manualCall: which calls are offered to the seat, from the next offer on."""

from __future__ import annotations

from callseat.domain.seat import status_of
from callseat.domain.status import Status
from tests.domain.scenes import call_in, offered_to, opened, pick_up, ringing


def test_auto_is_told_and_takes_no_calls_from_a_line() -> None:
    play = opened("anna")
    play.ask("anna", "autoCall")
    play.wants("""
        Accept ask=q2
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=1 since=+0s previous=0 mode=auto cause=login
    """)
    call_in(play)
    assert offered_to(play) == []


def test_manual_again_takes_the_caller_who_waits() -> None:
    play = opened("anna")
    play.ask("anna", "autoCall")
    call_in(play)
    play.ask("anna", "manualCall")
    assert offered_to(play) == ["anna"]


def test_a_call_that_rings_already_goes_on() -> None:
    play = ringing("anna")
    play.ask("anna", "autoCall")
    pick_up(play, "anna")
    assert status_of(play.world.seats["anna"]) is Status.TALKING


def test_asked_twice_it_is_told_once() -> None:
    play = opened("anna")
    play.ask("anna", "autoCall")
    play.forget()
    play.ask("anna", "autoCall")
    play.wants("Accept ask=q3")
    play.ask("anna", "manualCall")
    play.forget()
    play.ask("anna", "manualCall")
    play.wants("Accept ask=q5")


def test_a_login_begins_in_the_manual_mode_and_a_takeover_keeps_it() -> None:
    play = opened("anna")
    play.ask("anna", "autoCall")
    play.world.seats["anna"].session = "session-old"
    play.ask("anna", "login", "anna", "")
    assert "mode='auto'" in str(play.effects[-1])
    play.ask("anna", "logout")
    play.forget()
    play.ask("anna", "login", "anna", "")
    assert "mode='manual'" in str(play.effects[-1])
