"""Timers that fire when what they were for is over do nothing."""

from __future__ import annotations

import pytest

from callseat.domain.inputs import TimerFired
from callseat.domain.timer import (
    AnnounceDue,
    CoolDownOver,
    MenuSilence,
    RingOver,
    Timer,
    WaitOver,
    WrapUpOver,
)
from tests.domain.playbook import Playbook
from tests.domain.scenes import contact_of, end_leg, hang_up_phone, opened, talking


def late(play: Playbook, timer: Timer) -> None:
    play.forget()
    play.do(TimerFired(play.now, "key", timer))
    play.wants("")


@pytest.mark.parametrize(
    "timer",
    [
        AnnounceDue("x-B-9"),
        WaitOver("x-B-9"),
        MenuSilence("x-B-9"),
        RingOver("l-B-9"),
        CoolDownOver("nobody"),
        WrapUpOver("nobody"),
    ],
)
def test_for_somebody_who_is_gone(timer: Timer) -> None:
    late(opened("anna"), timer)


@pytest.mark.parametrize("kind", [AnnounceDue, WaitOver, MenuSilence])
def test_for_a_caller_who_talks(kind: type[AnnounceDue | WaitOver | MenuSilence]) -> None:
    play = talking("anna")
    late(play, kind(contact_of(play)))


def test_wrap_up_for_a_seat_that_is_idle_or_busy() -> None:
    play = opened("anna")
    late(play, WrapUpOver("anna"))
    play.ask("anna", "doNotDisturb")
    late(play, WrapUpOver("anna"))


def test_a_pause_that_ends_after_the_logout() -> None:
    play = opened("anna")
    play.ask("anna", "logout")
    late(play, CoolDownOver("anna"))


def test_the_wrap_up_ends_by_itself() -> None:
    play = talking("anna")
    end_leg(play, "k1")
    hang_up_phone(play, "anna")
    play.forget()
    play.passes(10)
    play.wants("""
        Save StatusIntervalRow interval_id=i-B-11 session_id=s-B-2 user=anna status=8 began_at=+4s ended_at=+14s cause=wrap_up actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+14s previous=8 previousSeconds=10 cause=wrap_up_over
    """)
