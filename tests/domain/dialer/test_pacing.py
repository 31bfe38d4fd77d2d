"""Pacing as transcripts: what a campaign has seen, and how many numbers it wants then."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callseat.domain.dialer.pacing import IDLE, LOOK, TICK, Pacer

ANY = 10_000  # room


def practised(answer: float = 0.3, calls: int = 1500, seats: int = 50) -> tuple[Pacer, int]:
    """A pacer that has seen so many calls and as many talks of 180 s, and when that was over."""
    pacer, random, now = Pacer(), Random(5), 0
    for number in range(calls):
        call, seat = f"c{number}", f"s{number % seats}"
        pacer.dialled(call, now)
        rings = round(random.expovariate(1 / 15_000))
        if random.random() < answer:
            pacer.answered(call, now + rings, True)
        else:
            pacer.ended(call, now + rings)
        pacer.talk_began(seat, now)
        pacer.freed(seat, now + round(random.expovariate(1 / 180_000)))
        now += 300
    return pacer, now + 1_000_000


def test_at_first_a_line_for_each_free_seat() -> None:
    """There is no credit, so that the cap leaves no more room."""
    pacer = Pacer()
    assert pacer.wanted(0, 10, 0, 0, 10) == 10
    for number in range(10):
        pacer.dialled(f"c{number}", 0)
    assert pacer.wanted(0, 10, 0, 10, 0) == 0


def test_with_credit_more_lines_than_seats() -> None:
    pacer, now = practised()
    assert pacer.wanted(now, 4, 46, 0, ANY) > 8


def test_no_seat_no_line() -> None:
    pacer, now = practised()
    assert pacer.wanted(now, 0, 50, 0, ANY) == 0


def test_what_rings_already_counts() -> None:
    pacer, now = practised()
    wanted = pacer.wanted(now, 4, 46, 0, ANY)
    for number in range(5):
        pacer.dialled(f"more {number}", now)
    assert pacer.wanted(now, 4, 46, 5, ANY - 5) == pytest.approx(wanted - 5, abs=1)


def test_the_more_answer_the_fewer_lines() -> None:
    wanted = []
    for answer in (0.1, 0.3, 0.9):
        pacer, now = practised(answer)
        wanted.append(pacer.wanted(now, 5, 45, 0, ANY))
    assert wanted[0] > wanted[1] > wanted[2] >= 5


def test_less_credit_fewer_lines() -> None:
    pacer, now = practised()
    assert pacer.wanted(now, 5, 45, 0, 20) < pacer.wanted(now, 5, 45, 0, ANY)


def test_a_shock_is_heeded_within_some_dozen_calls() -> None:
    pacer, now = practised(0.25)
    before = pacer.wanted(now, 5, 45, 0, ANY)
    for number in range(40):
        pacer.dialled(f"x{number}", now)
        pacer.answered(f"x{number}", now + 1000, True)
    assert pacer.wanted(now + 1000, 5, 45, 0, ANY) < before / 2


def test_a_seat_at_the_end_of_its_wrap_up_counts_a_little() -> None:
    """Wrap-up is 10 s: who is in it will be free before anybody answers."""
    pacer, now = Pacer(), 0
    for number in range(300):
        seat = f"s{number % 40}"
        pacer.talk_began(seat, now)
        pacer.talk_ended(seat, now + 120_000)
        pacer.freed(seat, now + 130_000)
        now += 140_000
    usual = pacer.wanted(now, 2, 40, 0, ANY)
    for number in range(20):
        pacer.talk_began(f"s{number}", now - 125_000)
        pacer.talk_ended(f"s{number}", now)
    assert pacer.wanted(now + LOOK, 2, 40, 0, ANY) > usual


def test_it_asks_to_be_woken_while_time_alone_may_change_its_mind() -> None:
    pacer = Pacer()
    assert pacer.wake(0) is None
    pacer.dialled("c", 0)
    assert pacer.wake(0) == TICK
    pacer.ended("c", 5)
    assert pacer.wake(5) is None
    pacer.talk_began("s", 5)
    assert pacer.wake(5) == 5 + TICK


def test_what_it_never_heard_of_does_no_harm() -> None:
    pacer = Pacer()
    pacer.answered("nobody", 1, True)
    pacer.ended("nobody", 1)
    pacer.talk_ended("nobody", 1)
    pacer.freed("nobody", 1)
    assert pacer == Pacer()


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.integers(0, 500))
def test_never_more_than_there_is_room_for(free: int, busy: int, in_air: int, room: int) -> None:
    """And never fewer than free seats without a line, as far as there is room."""
    wanted = Pacer().wanted(0, free, busy, in_air, room)
    assert min(room, max(0, free - in_air)) <= wanted <= room
    assert IDLE < 1
