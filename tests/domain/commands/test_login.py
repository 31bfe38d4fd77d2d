"""login: a session opens, is resumed, is taken over, or is refused."""

from __future__ import annotations

from callseat.domain.commands import login
from callseat.domain.directory import Account, Queue, Rules, Skill
from callseat.domain.inputs import Asked, ConnectionLost, PhoneReachable
from callseat.domain.status import Status
from tests.domain.playbook import Playbook, a_directory
from tests.domain.scenes import call_in, opened, ringing, talking


def log_in_from(play: Playbook, session: str, user: str = "anna") -> None:
    play.do(Asked(play.now, f"from-{session}", session, user, "login", login.Params(user, "")))


def test_a_seat_is_idle_after_login() -> None:
    play = Playbook(a_directory())
    play.ask("anna", "login", "anna", "")
    play.wants("""
        Accept ask=q1 result=(('extension', '1001'),)
        OpenSession session=session-anna user=anna
        Seat user=anna: OnLoginSuccess request=200 user=anna extension=1001
        Save SeatSessionRow session_id=s-B-2 user=anna extension=1001 login_at=+0s
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+0s previous=0 cause=login
    """)


def test_a_site_may_want_its_seats_busy_after_login() -> None:
    play = opened(rules=Rules(login_busy=True))
    play.ask("anna", "login", "anna", "")
    assert play.world.seats["anna"].base is Status.BUSY
    play.wants("""
        Accept ask=q1 result=(('extension', '1001'),)
        OpenSession session=session-anna user=anna
        Seat user=anna: OnLoginSuccess request=200 user=anna extension=1001
        Save SeatSessionRow session_id=s-B-2 user=anna extension=1001 login_at=+0s
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=10 statustime=0 since=+0s previous=0 cause=login
    """)


def test_a_seat_whose_phone_is_not_registered_is_unreachable() -> None:
    play = opened()
    play.do(PhoneReachable(play.now, "1001", reachable=False))
    play.ask("anna", "login", "anna", "")
    play.wants("""
        Accept ask=q1 result=(('extension', '1001'),)
        OpenSession session=session-anna user=anna
        Seat user=anna: OnLoginSuccess request=200 user=anna extension=1001
        Save SeatSessionRow session_id=s-B-2 user=anna extension=1001 login_at=+0s
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=11 statustime=0 since=+0s previous=0 cause=login
    """)


def test_all_who_wait_in_its_lines_are_told_in_one_list() -> None:
    skills = (Skill("sales"), Skill("help"))
    play = opened(
        accounts=(Account("anna", extension="1001", skills=skills),),
        queues=(Queue("sales", announce_every=0), Queue("help", announce_every=0)),
    )
    call_in(play, "k1", caller="111")
    play.now += 500
    call_in(play, "k2", caller="")
    play.forget()
    play.ask("anna", "login", "anna", "")
    play.wants("""
        Accept ask=q1 result=(('extension', '1001'),)
        OpenSession session=session-anna user=anna
        Seat user=anna: OnLoginSuccess request=200 user=anna extension=1001
        Save SeatSessionRow session_id=s-B-6 user=anna extension=1001 login_at=+0.5s
        Watchers user=anna group=: OnStatus targetUserName=anna status=1 statustime=0 since=+0.5s previous=0 cause=login
        Seat user=anna: OnQueue callers=111,anonymous:x-B-4 queued=(QueuedCaller(contactId='x-B-2', caller='111', queue='sales', since=1700000000000), QueuedCaller(contactId='x-B-4', caller='anonymous:x-B-4', queue='sales', since=1700000000500))
        DialPhone leg=l-B-8 extension=1001 caller=111 beside=k1 caller_name=Sales
        SetTimer ring:l-B-8 +20.5s
        Save CallPartRow call_no=c-B-7 contact_id=x-B-2 user=anna extension=1001 call_type=0 caller=111 callee=4001 project=P1 queue=sales offered_at=+0.5s
        Save StatusIntervalRow interval_id=i-B-9 session_id=s-B-6 user=anna status=1 began_at=+0.5s ended_at=+0.5s cause=login actor=anna
        Watchers user=anna group=: OnStatus targetUserName=anna status=2 statustime=0 since=+0.5s previous=1 cause=offered
    """)


def test_who_waits_in_other_lines_is_not_told() -> None:
    play = opened(
        accounts=(Account("anna", extension="1001", skills=(Skill("help"),)),),
        queues=(Queue("sales", announce_every=0), Queue("help")),
    )
    call_in(play)
    play.forget()
    play.ask("anna", "login", "anna", "")
    play.wants("""
        Accept ask=q1 result=(('extension', '1001'),)
        OpenSession session=session-anna user=anna
        Seat user=anna: OnLoginSuccess request=200 user=anna extension=1001
        Save SeatSessionRow session_id=s-B-4 user=anna extension=1001 login_at=+0s
        Watchers user=anna group=: OnStatus targetUserName=anna status=1 statustime=0 since=+0s previous=0 cause=login
    """)


def test_a_second_login_takes_over_and_keeps_the_status() -> None:
    play = opened("anna")
    play.ask("anna", "workBusy")
    play.now += 2500
    play.forget()
    log_in_from(play, "session-new")
    play.wants("""
        Accept ask=from-session-new result=(('extension', '1001'),)
        EndSession session=session-anna cause=taken_over
        OpenSession session=session-new user=anna
        Seat user=anna: OnLoginSuccess request=200 user=anna extension=1001 resumed=True
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=8 statustime=2 since=+1s previous=1 previousSeconds=1 cause=work_busy
    """)


def test_the_connection_that_was_taken_over_has_no_say_any_more() -> None:
    play = opened("anna")
    log_in_from(play, "session-new")
    play.forget()
    play.ask("anna", "ready")
    play.do(ConnectionLost(play.now, "session-anna", "anna"))
    play.wants("Refuse ask=q2 reason=not_logged_in")
    assert play.world.seats["anna"].connected


def test_a_takeover_in_a_call_keeps_the_call() -> None:
    play = talking("anna")
    log_in_from(play, "session-new")
    play.wants("""
        Accept ask=from-session-new result=(('extension', '1001'),)
        EndSession session=session-anna cause=taken_over
        OpenSession session=session-new user=anna
        Seat user=anna: OnLoginSuccess request=200 user=anna extension=1001 resumed=True
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=2 since=+2s previous=2 previousSeconds=1 cause=answered
    """)


def test_a_takeover_while_ringing_keeps_the_ringing() -> None:
    play = ringing("anna")
    log_in_from(play, "session-new")
    play.wants("""
        Accept ask=from-session-new result=(('extension', '1001'),)
        EndSession session=session-anna cause=taken_over
        OpenSession session=session-new user=anna
        Seat user=anna: OnLoginSuccess request=200 user=anna extension=1001 resumed=True
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=2 statustime=0 since=+1s previous=1 previousSeconds=1 cause=offered
    """)


def test_the_same_connection_cannot_log_in_twice() -> None:
    play = opened("anna")
    play.ask("anna", "login", "anna", "")
    play.wants("Refuse ask=q2 reason=already_logged_in")


def test_an_extension_in_use_by_another_account_is_refused() -> None:
    play = opened(
        "anna",
        accounts=(Account("anna", extension="1001"), Account("carl", extension="1001")),
    )
    play.ask("carl", "login", "carl", "")
    play.wants("Refuse ask=q2 reason=extension_in_use")
    play.ask("anna", "logout")
    play.forget()
    play.ask("carl", "login", "carl", "")
    assert play.world.extensions == {"1001": "carl"}


def test_an_account_without_an_extension_has_no_seat() -> None:
    play = opened(accounts=(Account("boss"),))
    play.ask("boss", "login", "boss", "")
    play.wants("Refuse ask=q1 reason=no_seat")


def test_an_account_that_the_house_does_not_know_yet_is_asked_to_try_again() -> None:
    play = opened()
    play.ask("nobody", "login", "nobody", "")
    play.wants("Refuse ask=q1 reason=not_ready")


def test_a_login_gets_the_caller_who_waits() -> None:
    play = opened()
    call_in(play)
    play.now += 4000
    play.forget()
    play.ask("anna", "login", "anna", "")
    play.wants("""
        Accept ask=q1 result=(('extension', '1001'),)
        OpenSession session=session-anna user=anna
        Seat user=anna: OnLoginSuccess request=200 user=anna extension=1001
        Save SeatSessionRow session_id=s-B-4 user=anna extension=1001 login_at=+4s
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+4s previous=0 cause=login
        Seat user=anna: OnQueue callers=13800138000 queued=(QueuedCaller(contactId='x-B-2', caller='13800138000', queue='sales', since=1700000000000),)
        DialPhone leg=l-B-6 extension=1001 caller=13800138000 beside=k1 caller_name=Sales
        SetTimer ring:l-B-6 +24s
        Save CallPartRow call_no=c-B-5 contact_id=x-B-2 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+4s
        Save StatusIntervalRow interval_id=i-B-7 session_id=s-B-4 user=anna status=1 began_at=+4s ended_at=+4s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=2 statustime=0 since=+4s previous=1 cause=offered
    """)
