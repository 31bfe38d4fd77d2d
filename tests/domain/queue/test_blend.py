"""Seats of a group leave `auto` while callers wait too long, and go back when they do not."""

from __future__ import annotations

from typing import Any

from callseat.domain.directory import Group
from callseat.domain.world import Mode
from tests.domain.dialer.house import House
from tests.domain.scenes import call_in, end_leg, leg_of, offered_to

BLENDED = Group("g1", blend_below=80, blend_above=90)


def house(**changes: Any) -> House:
    """anna takes callers, ben takes what campaigns call."""
    play = House(**({"groups": (BLENDED,)} | changes))
    play.log_in("anna")
    play.auto("ben")
    return play


def a_call(play: House, waits: float, leg: str) -> None:
    """A caller waits so long for a seat, and hangs up after the answer."""
    call_in(play, leg)
    (user,) = offered_to(play)
    play.now += round(waits * 1000)
    play.seat_answers(user)
    end_leg(play, leg)
    end_leg(play, leg_of(play, user))
    play.passes(10)


def mode(play: House, user: str = "ben") -> Mode:
    return play.world.seats[user].mode


def test_a_seat_helps_while_callers_are_answered_late() -> None:
    play = house()
    a_call(play, 1, "k1")
    assert mode(play) is Mode.AUTO
    a_call(play, 21, "k2")
    assert mode(play) is Mode.MANUAL
    for number in range(3, 7):
        a_call(play, 1, f"k{number}")
        assert mode(play) is Mode.MANUAL
    play.passes(15 * 60)  # the late one is out of sight
    assert mode(play) is Mode.AUTO


def test_between_the_two_levels_nothing_changes() -> None:
    play = house()
    a_call(play, 21, "k0")
    for number in range(1, 9):
        a_call(play, 1, f"k{number}")
    assert mode(play) is Mode.MANUAL  # 8 of 9 is more than 80 %, and less than 90 %
    a_call(play, 1, "k9")
    assert mode(play) is Mode.AUTO


def test_a_seat_that_says_otherwise_is_left_alone_until_its_next_login() -> None:
    play = house()
    a_call(play, 21, "k1")
    play.ask("ben", "autoCall")
    a_call(play, 21, "k2")
    assert mode(play) is Mode.AUTO
    play.ask("ben", "logout")
    play.auto("ben")
    play.passes(16 * 60)
    a_call(play, 21, "k3")
    assert mode(play) is Mode.MANUAL


def test_who_chose_manual_is_not_moved_to_auto() -> None:
    play = house()
    a_call(play, 21, "k1")
    play.passes(16 * 60)
    assert mode(play, "anna") is Mode.MANUAL


def test_a_group_that_blends_no_more_gives_its_seats_back() -> None:
    play = house()
    a_call(play, 21, "k1")
    play.edit(groups=(Group("g1"),))
    assert mode(play) is Mode.AUTO


def test_without_the_setting_nothing_happens() -> None:
    play = house(groups=(Group("g1"),))
    a_call(play, 21, "k1")
    assert mode(play) is Mode.AUTO
