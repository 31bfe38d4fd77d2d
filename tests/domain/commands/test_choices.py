"""ready, doNotDisturb, workBusy, workFree, changeStatus: each in every status it can be given in.

A table each way: what the seat chose before (or what waits for the end of its call), the command,
and what is chosen afterwards; "refused" leaves everything as it was.
"""

from __future__ import annotations

import pytest

from callseat.domain.effects import Refuse
from callseat.domain.inputs import PhoneReachable
from callseat.domain.seat import status_of
from callseat.domain.status import Status
from tests.domain.playbook import Playbook
from tests.domain.scenes import call_in, hang_up_phone, opened, ringing, talking

COMMANDS = {
    "ready": ("ready",),
    "busy": ("doNotDisturb",),
    "work": ("workBusy",),
    "work free": ("workFree",),
    "8": ("changeStatus", "8"),
    "10": ("changeStatus", "10"),
    "12": ("changeStatus", "12"),
    "4": ("changeStatus", "4"),
    "rest": ("requestRest",),
    "rest over": ("cancelRest",),
}
BETWEEN_CALLS = """
              IDLE      BUSY      WORK      REST
    ready     IDLE      IDLE      IDLE      refused
    busy      BUSY      BUSY      BUSY      refused
    work      WORK      WORK      WORK      refused
    work free refused   refused   IDLE      refused
    8         WORK      WORK      WORK      refused
    10        BUSY      BUSY      BUSY      refused
    12        IDLE      BUSY      IDLE      REST
    4         REST      REST      REST      REST
    rest      REST      REST      REST      REST
    rest over refused   refused   refused   IDLE
"""
IN_A_CALL = """
              -         BUSY      WORK
    ready     -         -         -
    busy      BUSY      BUSY      BUSY
    work      WORK      WORK      WORK
    work free refused   refused   -
    8         WORK      WORK      WORK
    10        BUSY      BUSY      BUSY
    12        -         BUSY      -
"""
SETUP = {"BUSY": "doNotDisturb", "WORK": "workBusy", "REST": "requestRest"}


def cells(table: str) -> list[tuple[str, str, str]]:
    """(before, command, after) of each cell."""
    heads, *lines = table.strip().splitlines()
    found = []
    for line in lines:
        befores = heads.split()
        command = line.strip()[:9].strip()
        afters = line.split()[-len(befores) :]
        found += zip(befores, [command] * len(befores), afters, strict=True)
    return found


def gives(play: Playbook, command: str) -> bool:
    """Whether the command was carried out."""
    play.forget()
    play.ask("anna", *COMMANDS[command])
    return not isinstance(play.effects[0], Refuse)


def enter(play: Playbook, before: str) -> None:
    if before in SETUP:
        play.ask("anna", SETUP[before])


@pytest.mark.parametrize(("before", "command", "after"), cells(BETWEEN_CALLS))
def test_between_calls(before: str, command: str, after: str) -> None:
    play = opened("anna")
    enter(play, before)
    done = gives(play, command)
    assert done == (after != "refused")
    assert status_of(play.world.seats["anna"]).name == (after if done else before)


@pytest.mark.parametrize(("before", "command", "after"), cells(BETWEEN_CALLS))
def test_while_the_phone_is_away_it_acts_when_the_phone_is_back(
    before: str, command: str, after: str
) -> None:
    play = opened("anna")
    enter(play, before)
    play.do(PhoneReachable(play.now, "1001", reachable=False))
    done = gives(play, command)
    assert done == (after != "refused")
    assert status_of(play.world.seats["anna"]) is Status.UNREACHABLE
    play.do(PhoneReachable(play.now, "1001", reachable=True))
    assert status_of(play.world.seats["anna"]).name == (after if done else before)


@pytest.mark.parametrize("scene", [ringing, talking], ids=["ringing", "talking"])
@pytest.mark.parametrize(("before", "command", "after"), cells(IN_A_CALL))
def test_in_a_call_it_waits_for_the_end(
    scene: object, before: str, command: str, after: str
) -> None:
    play = ringing("anna") if scene is ringing else talking("anna")
    status = status_of(play.world.seats["anna"])
    enter(play, before)
    done = gives(play, command)
    assert done == (after != "refused")
    wanted = after if done else before
    pending = play.world.seats["anna"].pending
    assert (pending.name if pending else "-") == wanted
    assert status_of(play.world.seats["anna"]) is status
    hang_up_phone(play, "anna")
    otherwise = "WORK" if scene is talking else "IDLE"  # the project's wrap-up
    assert status_of(play.world.seats["anna"]).name == (wanted if wanted != "-" else otherwise)


def test_busy_between_calls_is_told() -> None:
    play = opened("anna")
    play.ask("anna", "doNotDisturb")
    play.wants("""
        Accept ask=q2
        CancelTimer key=wrap-up:anna
        Save StatusIntervalRow interval_id=i-B-3 session_id=s-B-2 user=anna status=1 began_at=+0s ended_at=+1s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=10 statustime=0 since=+1s previous=1 previousSeconds=1 cause=do_not_disturb
    """)


def test_busy_asked_twice_is_counted_once() -> None:
    play = opened("anna")
    play.ask("anna", "doNotDisturb")
    play.forget()
    play.now += 1000
    play.ask("anna", "doNotDisturb")
    play.wants("""
        Accept ask=q3
        CancelTimer key=wrap-up:anna
    """)


def test_busy_asked_in_a_call_is_told_as_pending_and_begins_at_its_end() -> None:
    play = talking("anna")
    play.ask("anna", "doNotDisturb")
    play.wants("""
        Accept ask=q2 result=(('pending', '10'),)
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=2 since=+2s previous=2 previousSeconds=1 pending=10 cause=answered
    """)
    play.now += 1000
    hang_up_phone(play, "anna")
    play.wants("""
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s answered_at=+2s ended_at=+5s outcome=answered end_direction=1 released_by=seat cause=normal
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-5 endDirection=1 releasedBy=seat cause=normal contactId=x-B-3
        HangUp leg=k1
        CloseCall call=b-B-8
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+1s answered_at=+2s ended_at=+5s outcome=answered released_by=seat cause=normal recording=2023/11/14/x-B-3.wav
        Seat user=anna: OnOnHook extension=1001
        CancelTimer key=wrap-up:anna
        Save StatusIntervalRow interval_id=i-B-10 session_id=s-B-2 user=anna status=5 began_at=+2s ended_at=+5s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=10 statustime=0 since=+5s previous=5 previousSeconds=3 cause=do_not_disturb
    """)


def test_busy_withdrawn_in_the_call_leaves_no_trace() -> None:
    play = talking("anna")
    play.ask("anna", "doNotDisturb")
    play.ask("anna", "ready")
    play.wants("""
        Accept ask=q2 result=(('pending', '10'),)
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=2 since=+2s previous=2 previousSeconds=1 pending=10 cause=answered
        Accept ask=q3
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=2 since=+2s previous=2 previousSeconds=1 cause=answered
    """)
    hang_up_phone(play, "anna")
    play.passes(10)
    play.ask("anna", "logout")
    assert "status=10" not in " ".join(map(str, play.everything))


def test_the_closed_screen_pop_ends_the_wrap_up() -> None:
    play = talking("anna")
    hang_up_phone(play, "anna")
    play.now += 3000
    play.forget()
    play.ask("anna", "changeStatus", "12")
    play.wants("""
        Accept ask=q2
        CancelTimer key=wrap-up:anna
        Save StatusIntervalRow interval_id=i-B-11 session_id=s-B-2 user=anna status=8 began_at=+4s ended_at=+7s cause=wrap_up actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+7s previous=8 previousSeconds=3 cause=change_status
    """)
    assert play.timers == {}


def test_the_closed_screen_pop_does_not_end_busy() -> None:
    play = opened("anna")
    play.ask("anna", "doNotDisturb")
    play.forget()
    play.ask("anna", "changeStatus", "12")
    play.wants("""
        Accept ask=q3
        CancelTimer key=wrap-up:anna
    """)


def test_work_asked_during_the_wrap_up_has_no_end_of_its_own() -> None:
    play = talking("anna")
    hang_up_phone(play, "anna")
    play.ask("anna", "workBusy")
    play.passes(60)
    assert status_of(play.world.seats["anna"]) is Status.WORK


@pytest.mark.parametrize("status", ["0", "1", "5", "11", "13", "", "8 ", "８", "work"])
def test_any_other_number_is_refused(status: str) -> None:
    play = opened("anna")
    play.ask("anna", "changeStatus", status)
    play.wants("Refuse ask=q2 reason=bad_parameter parameter=status")


@pytest.mark.parametrize("command", list(COMMANDS))
def test_whoever_is_not_logged_in_chooses_nothing(command: str) -> None:
    play = opened()
    play.ask("anna", *COMMANDS[command])
    play.wants("Refuse ask=q1 reason=not_logged_in")


def test_ready_gets_the_caller_who_waits() -> None:
    play = opened("anna")
    play.ask("anna", "doNotDisturb")
    call_in(play)
    play.forget()
    play.ask("anna", "ready")
    play.wants("""
        Accept ask=q3
        CancelTimer key=wrap-up:anna
        Save StatusIntervalRow interval_id=i-B-6 session_id=s-B-2 user=anna status=10 began_at=+1s ended_at=+1s cause=do_not_disturb actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+1s previous=10 cause=ready
        DialPhone leg=l-B-8 extension=1001 caller=13800138000 beside=k1 caller_name=Sales
        SetTimer ring:l-B-8 +21s
        Save CallPartRow call_no=c-B-7 contact_id=x-B-4 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s
        Save StatusIntervalRow interval_id=i-B-9 session_id=s-B-2 user=anna status=1 began_at=+1s ended_at=+1s cause=ready actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=2 statustime=0 since=+1s previous=1 cause=offered
    """)
