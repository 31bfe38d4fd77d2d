"""Places go to those who wait, in the order of asking; quotas that change act at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from callseat.domain.directory import Account, Group, Skill
from callseat.domain.inputs import DirectoryLoaded, Stopping
from callseat.domain.rest.room import STAGES, RestHappening, RestStage
from callseat.domain.rows import RestRow
from callseat.domain.seat import status_of
from callseat.domain.status import Status
from tests.domain.playbook import Playbook, a_directory, rows
from tests.domain.scenes import end_leg, hang_up_phone, opened, talking

USERS = ("anna", "ben", "cleo", "dora", "emil")
ACCOUNTS = tuple(
    Account(user, extension=str(1001 + number), group="g1", skills=(Skill("sales"),))
    for number, user in enumerate(USERS)
)
ONE = Group("g1", rest_quota=1, rest_allowance=60)


def house(group: Group = ONE, *asking: str, **changes: Any) -> Playbook:
    """All are logged in; some ask for rest, one a second."""
    play = opened(*USERS, **({"accounts": ACCOUNTS, "groups": (group,)} | changes))
    for user in asking:
        play.ask(user, "requestRest")
        play.now += 1000
    play.forget()
    return play


def load(play: Playbook, *groups: Group, accounts: tuple[Account, ...] = ACCOUNTS) -> None:
    play.do(DirectoryLoaded(play.now, a_directory(accounts=accounts, groups=groups)))


def resting(play: Playbook) -> list[str]:
    return [user for user, seat in play.world.seats.items() if seat.base is Status.REST]


def waiting(play: Playbook, group: str = "g1") -> list[str]:
    return list(play.world.rooms[group].waiting)


def test_every_stage_is_reached_and_left() -> None:
    stages = set(RestStage)
    assert {stage for stage, _ in STAGES} == set(STAGES.values()) == stages
    assert {happening for _, happening in STAGES} == set(RestHappening)
    ended = {stage for stage, happening in STAGES if happening is RestHappening.ENDED}
    assert ended == stages - {RestStage.NONE}, "from everywhere there is a way out"


def test_the_first_who_asked_is_the_first_who_rests() -> None:
    play = house(ONE, "cleo", "emil", "anna", "dora")
    order = ["cleo"]
    for user in ("cleo", "emil", "anna"):
        assert resting(play) == [order[-1]]
        play.ask(user, "cancelRest")
        order += resting(play)
    assert order == ["cleo", "emil", "anna", "dora"]


def test_of_the_same_millisecond_the_one_who_asked_first() -> None:
    play = house()
    for user in ("emil", "dora", "anna"):
        play.ask(user, "requestRest")
    play.ask("emil", "cancelRest")
    assert resting(play) == ["dora"]


def test_who_leaves_the_line_moves_those_behind_and_no_others() -> None:
    play = house(ONE, "anna", "ben", "cleo", "dora", "emil")
    play.ask("cleo", "cancelRest")
    play.wants("""
        Accept ask=q11
        Seat user=cleo: OnRest state=withdrawn position=0 allowance=0 cause=cancel_rest
        Seat user=dora: OnRest state=waiting position=2 allowance=60 expected=115
        Seat user=emil: OnRest state=waiting position=3 allowance=60 expected=175
    """)


def test_logout_gives_the_place_back() -> None:
    play = house(ONE, "anna", "ben")
    play.ask("anna", "logout")
    assert resting(play) == ["ben"]
    play.ask("ben", "logout")
    assert len(play.world.rooms["g1"].holding) == 0


def test_an_account_that_is_removed_gives_its_place_back() -> None:
    play = house(ONE, "anna", "ben", "cleo")
    load(play, ONE, accounts=ACCOUNTS[2:])
    assert resting(play) == ["cleo"]
    assert waiting(play) == []


def test_an_account_that_is_removed_in_a_call_gives_its_place_back_at_once() -> None:
    play = talking("anna", "ben", accounts=ACCOUNTS, groups=(ONE,))
    play.ask("anna", "requestRest")
    play.ask("ben", "requestRest")
    load(play, ONE, accounts=ACCOUNTS[1:])
    assert resting(play) == ["ben"]
    end_leg(play, "k1")
    hang_up_phone(play, "anna")
    assert "anna" not in play.world.seats


def test_a_raised_quota_grants_the_next_at_once() -> None:
    play = house(ONE, "anna", "ben", "cleo", "dora")
    load(play, replace(ONE, rest_quota=3))
    assert resting(play) == ["anna", "ben", "cleo"]
    assert play.world.seats["dora"].rest.position == 1
    load(play, replace(ONE, rest_quota=-1))
    assert waiting(play) == []


def test_a_lowered_quota_sends_nobody_back_and_grants_no_more() -> None:
    two = replace(ONE, rest_quota=2)
    play = house(two, "anna", "ben", "cleo")
    load(play, ONE)
    assert resting(play) == ["anna", "ben"]
    play.ask("anna", "cancelRest")
    assert resting(play) == ["ben"]
    play.ask("ben", "cancelRest")
    assert resting(play) == ["cleo"]


def test_a_quota_of_nobody_lets_nobody_rest_and_nobody_knows_how_long() -> None:
    play = house(replace(ONE, rest_quota=0))
    play.ask("anna", "requestRest")
    play.wants("""
        Accept ask=q6 result=(('state', 'waiting'), ('position', '1'), ('expected', '-1'))
        Seat user=anna: OnRest state=waiting position=1 allowance=60 expected=-1
    """)


def test_without_a_group_there_is_no_limit() -> None:
    play = opened("anna", accounts=(Account("anna", extension="1001"),))
    play.ask("anna", "requestRest")
    assert resting(play) == ["anna"]


def test_a_group_that_is_removed_lets_those_who_wait_rest() -> None:
    play = house(ONE, "anna", "ben")
    load(play)
    assert resting(play) == ["anna", "ben"]
    for user in ("anna", "ben"):
        play.ask(user, "cancelRest")
    load(play)
    assert play.world.rooms == {}


def test_who_changes_the_group_waits_there_in_the_order_of_asking() -> None:
    two = Group("g2", rest_quota=0)
    accounts = (*ACCOUNTS[:4], replace(ACCOUNTS[4], group="g2"))
    play = house(ONE, "anna", "ben", accounts=accounts, groups=(ONE, two))
    play.ask("emil", "requestRest")
    moved = (ACCOUNTS[0], replace(ACCOUNTS[1], group="g2"), *accounts[2:])
    play.forget()
    load(play, ONE, two, accounts=moved)
    assert waiting(play, "g2") == ["ben", "emil"]
    play.wants("""
        Seat user=ben: OnRest state=waiting position=1 allowance=600 expected=-1
        Seat user=emil: OnRest state=waiting position=2 allowance=600 expected=-1
    """)


def test_who_changes_the_group_while_resting_keeps_the_place_where_it_was() -> None:
    play = house(ONE, "anna", "ben")
    load(play, ONE, Group("g2"), accounts=(replace(ACCOUNTS[0], group="g2"), *ACCOUNTS[1:]))
    assert waiting(play) == ["ben"]
    play.ask("anna", "cancelRest")
    assert resting(play) == ["ben"]


def test_an_allowance_that_changes_is_that_of_the_next_rest() -> None:
    play = house(ONE, "anna", "ben")
    load(play, replace(ONE, rest_allowance=5))
    play.passes(30)
    play.ask("anna", "cancelRest")
    play.passes(30)
    play.ask("ben", "cancelRest")
    last = {row.user: (row.allowance_ms, row.overtime_ms) for row in rows(play, RestRow)}
    assert last == {"anna": (60_000, 0), "ben": (5_000, 25_000)}


def expectations(play: Playbook) -> list[int]:
    return [e.notice.expected for e in play.effects if hasattr(e, "notice")]  # type: ignore[union-attr]


def test_the_expected_wait_counts_the_rests_before() -> None:
    play = house(replace(ONE, rest_quota=2), "anna")
    play.now += 9_000  # anna has rested ten seconds
    play.ask("ben", "requestRest")
    play.forget()
    for user in ("cleo", "dora", "emil"):
        play.ask(user, "requestRest")
    assert expectations(play) == [50, 60, 110]


def test_a_place_that_is_held_during_a_call_is_not_free_before_the_whole_allowance() -> None:
    play = talking("anna", "ben", groups=(ONE,))
    play.ask("anna", "requestRest")
    play.passes(300)
    play.forget()
    play.ask("ben", "requestRest")
    assert play.effects[0].result[2] == ("expected", "60")  # type: ignore[union-attr]


def test_a_quota_lowered_below_those_who_rest_makes_the_wait_longer() -> None:
    play = house(replace(ONE, rest_quota=2), "anna", "ben")
    load(play, ONE)
    play.forget()
    play.ask("cleo", "requestRest")
    assert expectations(play)[-1] == 59, "both must come back"


def test_a_seat_that_rests_takes_no_call_in_the_step_that_grants_it() -> None:
    play = house(ONE, "anna", "ben")
    play.ask("anna", "cancelRest")
    assert status_of(play.world.seats["ben"]) is Status.REST
    assert "ben" not in play.world.lines["sales"].ready


def test_when_the_server_stops_rests_are_closed_and_nobody_is_granted_one() -> None:
    play = house(ONE, "anna", "ben")
    play.passes(60)
    play.do(Stopping(play.now))
    closed = [(row.user, row.overtime_ms) for row in rows(play, RestRow) if row.ended_at]
    assert closed == [("anna", 2_000)]
    assert {row.user for row in rows(play, RestRow)} == {"anna"}
