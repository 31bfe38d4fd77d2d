"""forceIdle, forceBusy, forceOut: a supervisor's hand, in each status of the seat that is meant."""

from __future__ import annotations

import pytest

from callseat.domain.directory import Account, Group, Role, Skill
from callseat.domain.inputs import ConnectionLost, DirectoryLoaded
from callseat.domain.rows import RestRow
from callseat.domain.seat import status_of
from callseat.domain.status import Status
from tests.domain.playbook import Playbook, a_directory, rows
from tests.domain.scenes import end_leg, hang_up_phone, opened, pick_up, ringing, talking

SALES = (Skill("sales", 5),)
ACCOUNTS = (
    Account("anna", extension="1001", group="g1", skills=SALES),
    Account("vera", role=Role.SUPERVISOR, extension="1003", supervises=("g1",)),
)
HOUSE = {"accounts": ACCOUNTS, "groups": (Group("g1", rest_quota=1, rest_allowance=60),)}
WAYS = {"BUSY": "doNotDisturb", "WORK": "workBusy", "REST": "requestRest"}


def status(play: Playbook) -> str:
    return status_of(play.world.seats["anna"]).name


def pending(play: Playbook) -> str:
    told = play.world.seats["anna"].told[0]
    return "-" if told is None else told.name


@pytest.mark.parametrize("before", ["IDLE", *WAYS])
@pytest.mark.parametrize(
    ("command", "after"), [("forceIdle", "IDLE"), ("forceBusy", "BUSY"), ("forceOut", "OFFLINE")]
)
def test_between_calls_it_acts_at_once(before: str, command: str, after: str) -> None:
    play = opened("anna", "vera", **HOUSE)
    if before in WAYS:
        play.ask("anna", WAYS[before])
    play.passes(90)
    play.ask("vera", command, "anna")
    assert status(play) == after
    rests = rows(play, RestRow)
    assert [rest.overtime_ms for rest in rests[1:]] == ([30_000] if before == "REST" else [])
    now = play.world.seats["anna"].interval
    if before != after:
        assert (now.cause, now.actor) == ("forced", "vera")


@pytest.mark.parametrize("scene", [ringing, talking], ids=["ringing", "talking"])
@pytest.mark.parametrize("before", ["-", *WAYS])
@pytest.mark.parametrize(
    ("command", "after"), [("forceIdle", "-"), ("forceBusy", "BUSY"), ("forceOut", "OFFLINE")]
)
def test_in_a_call_it_waits_for_the_end(
    scene: object, before: str, command: str, after: str
) -> None:
    play = (ringing if scene is ringing else talking)("anna", "vera", **HOUSE)
    during = status(play)
    if before in WAYS:
        play.ask("anna", WAYS[before])
        assert pending(play) == before
    play.forget()
    play.ask("vera", command, "anna")
    wanted = {"-": "", "BUSY": "(('pending', '10'),)", "OFFLINE": "(('pending', '0'),)"}[after]
    assert wanted in str(play.effects[0])
    assert (status(play), pending(play)) == (during, after)
    assert "HangUp" not in str(play.effects), "no customer is dropped"
    hang_up_phone(play, "anna")
    otherwise = "WORK" if scene is talking else "IDLE"
    assert status(play) == (after if after != "-" else otherwise)
    if after != "-":
        actor = play.world.seats["anna"].interval.actor
        assert actor == "vera"


@pytest.mark.parametrize("command", ["forceIdle", "forceBusy", "forceOut"])
def test_a_seat_that_is_offline_is_refused(command: str) -> None:
    play = opened("vera", **HOUSE)
    play.ask("vera", command, "anna")
    play.wants("Refuse ask=q2 reason=target_offline parameter=targetUserName")


def test_forced_busy_is_told_booked_and_audited() -> None:
    play = opened("anna", "vera", **HOUSE)
    play.ask("vera", "forceBusy", "anna")
    play.wants("""
        Accept ask=q3
        CancelTimer key=wrap-up:anna
        Save StatusIntervalRow interval_id=i-B-4 session_id=s-B-2 user=anna status=1 began_at=+0s ended_at=+2s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=10 statustime=0 since=+2s previous=1 previousSeconds=2 cause=forced
        Save AuditRow audit_id=a-B-5 at=+2s actor=vera action=forceBusy target=anna
    """)
    play.ask("anna", "ready")
    assert status(play) == "IDLE", "the seat may leave it by ready"


def test_forced_out_is_told_to_the_seat_and_audited() -> None:
    play = opened("anna", "vera", **HOUSE)
    play.ask("vera", "forceOut", "anna")
    play.wants("""
        Accept ask=q3
        Save StatusIntervalRow interval_id=i-B-4 session_id=s-B-2 user=anna status=1 began_at=+0s ended_at=+2s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=0 statustime=0 since=+2s previous=1 previousSeconds=2 cause=forced
        CancelTimer key=wrap-up:anna
        Save SeatSessionRow session_id=s-B-2 user=anna extension=1001 login_at=+0s logout_at=+2s cause=forced
        EndSession session=session-anna cause=forced
        Save AuditRow audit_id=a-B-5 at=+2s actor=vera action=forceOut target=anna
    """)
    play.ask("anna", "login", "anna", "")
    assert status(play) == "IDLE", "she may log in again"


def test_forced_idle_ends_a_rest_and_the_wish_for_one() -> None:
    play = opened("anna", "vera", **HOUSE)
    play.ask("anna", "requestRest")
    play.passes(61)
    play.forget()
    play.ask("vera", "forceIdle", "anna")
    play.wants("""
        Accept ask=q4
        CancelTimer key=rest:anna
        Save RestRow rest_id=r-B-4 session_id=s-B-2 user=anna began_at=+2s allowance_ms=60000 ended_at=+63s overtime_ms=1000
        Seat user=anna: OnRest state=ended position=0 allowance=0 cause=forced
        CancelTimer key=wrap-up:anna
        Save StatusIntervalRow interval_id=i-B-6 session_id=s-B-2 user=anna status=4 began_at=+2s ended_at=+63s cause=rest actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+63s previous=4 previousSeconds=61 cause=forced
        Save AuditRow audit_id=a-B-7 at=+63s actor=vera action=forceIdle target=anna
    """)


@pytest.mark.parametrize("command", ["forceIdle", "forceBusy"])
def test_a_wish_that_waits_is_withdrawn(command: str) -> None:
    play = opened("anna", "vera", **(HOUSE | {"groups": (Group("g1", rest_quota=0),)}))
    play.ask("anna", "requestRest")
    play.forget()
    play.ask("vera", command, "anna")
    assert "OnRest(state='withdrawn'" in str(play.effects)
    play.ask("anna", "cancelRest")
    assert "rest_not_requested" in str(play.effects[-1])


def test_forced_out_in_a_call_holds_against_a_new_login() -> None:
    play = talking("anna", "vera", **HOUSE)
    play.ask("vera", "forceOut", "anna")
    play.do(ConnectionLost(play.now, "session-anna", "anna"))
    play.ask("anna", "login", "anna", "")
    hang_up_phone(play, "anna")
    assert status(play) == "OFFLINE"


def test_who_is_forced_out_after_the_call_gets_no_place_of_rest_meanwhile() -> None:
    play = talking("anna", "vera", **HOUSE)
    play.ask("vera", "forceOut", "anna")
    play.forget()
    play.ask("anna", "requestRest")
    play.wants("Refuse ask=q4 reason=wrong_status")


def test_forced_out_outweighs_a_lost_connection() -> None:
    play = talking("anna", "vera", **HOUSE)
    play.do(ConnectionLost(play.now, "session-anna", "anna"))
    play.passes(61)
    play.ask("vera", "forceOut", "anna")
    end_leg(play, "k1")
    hang_up_phone(play, "anna")
    now = play.world.seats["anna"].interval
    assert (now.status, now.cause, now.actor) == (Status.OFFLINE, "forced", "vera")


def test_forced_out_while_it_rings_the_call_may_still_be_taken() -> None:
    play = ringing("anna", "vera", **HOUSE)
    play.ask("vera", "forceOut", "anna")
    pick_up(play, "anna")
    assert status(play) == "TALKING"
    end_leg(play, "k1")
    hang_up_phone(play, "anna")
    assert status(play) == "OFFLINE"


def test_who_is_no_supervisor_any_more_has_no_hand_from_then_on() -> None:
    play = opened("anna", "vera", **HOUSE)
    accounts = (ACCOUNTS[0], Account("vera", extension="1003", supervises=("g1",)))
    play.do(DirectoryLoaded(play.now, a_directory(**(HOUSE | {"accounts": accounts}))))
    play.ask("vera", "forceBusy", "anna")
    play.wants("Refuse ask=q3 reason=not_permitted")
