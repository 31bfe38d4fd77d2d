"""A lost connection comes back: the seat is as it was, and nothing is told anew if nothing is lost."""

from __future__ import annotations

from callseat.domain import commands
from callseat.domain.inputs import Asked, ConnectionLost
from callseat.domain.status import Status
from tests.domain.playbook import Playbook
from tests.domain.scenes import call_in, hang_up_phone, leg_of, opened, talking


def lose(play: Playbook) -> None:
    play.do(ConnectionLost(play.now, "session-anna", "anna"))
    play.forget()


def resume(play: Playbook, seq: int, session: str = "session-anna") -> None:
    params = commands.TABLE["resume"].Params("", seq)
    play.do(Asked(play.now, "q9", session, "anna", "resume", params))


def test_nothing_is_told_anew_and_the_seat_is_ready_again() -> None:
    play = opened("anna")
    lose(play)
    call_in(play)
    play.passes(59)
    assert leg_of(play, "anna") == ""
    play.forget()
    resume(play, 5)
    assert str(play.effects[0]) == "Accept(ask='q9', result=(('replayed', 'yes'),))"
    assert leg_of(play, "anna")
    assert "grace:anna" not in play.timers


def test_a_call_outlives_the_loss_and_the_grace_time_is_taken_back() -> None:
    play = talking("anna")
    lose(play)
    resume(play, 5)
    play.wants("""
        Accept ask=q9 result=(('replayed', 'yes'),)
        CancelTimer key=grace:anna
    """)
    play.passes(600)
    hang_up_phone(play, "anna")
    assert play.world.seats["anna"].base is Status.WORK


def test_what_is_kept_no_more_is_told_anew() -> None:
    play = opened("anna")
    lose(play)
    resume(play, -1)
    play.wants("""
        Accept ask=q9 result=(('replayed', 'no'),)
        CancelTimer key=grace:anna
        Seat user=anna: OnLoginSuccess request=200 user=anna extension=1001 resumed=True
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=1 since=+0s previous=0 cause=login
    """)


def test_a_session_that_is_over_cannot_be_resumed() -> None:
    play = opened("anna")
    lose(play)
    play.passes(60)
    play.forget()
    resume(play, 5)
    play.wants("Refuse ask=q9 reason=cannot_resume")


def test_nor_one_whose_grace_is_over_while_its_call_goes_on() -> None:
    play = talking("anna")
    lose(play)
    play.passes(60)
    play.wants("""
        EndSession session=session-anna cause=connection_lost
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=62 since=+2s previous=2 previousSeconds=1 pending=0 cause=answered
    """)
    resume(play, 5)
    play.wants("Refuse ask=q9 reason=cannot_resume")


def test_nor_by_another_session() -> None:
    play = opened("anna")
    resume(play, 5, "session-mallory")
    play.wants("Refuse ask=q9 reason=cannot_resume")
