"""Who gets whom: priorities, several queues for one seat, back in line."""

from __future__ import annotations

from callseat.domain.directory import Account, Project, Queue, Skill
from callseat.domain.flow.flow import Enqueue
from callseat.domain.inputs import SwitchLost, SwitchSnapshot
from tests.domain.playbook import Playbook, straight_flow
from tests.domain.scenes import (
    call_in,
    contact_of,
    end_leg,
    flow_of,
    hang_up_phone,
    leg_of,
    offered_to,
    opened,
    ring,
)

SERVES_BOTH = (Account("anna", extension="1001", skills=(Skill("sales"), Skill("help"))),)
LINES = (Queue("sales", announce_every=0), Queue("help", announce_every=0))
PROJECTS = (
    Project("P1", "Sales", ("4001",), "straight"),
    Project("P3", "Help", ("4003",), "help"),
    Project("P4", "Very important", ("4004",), "first"),
)
FLOWS = (
    straight_flow(),
    flow_of("help", wait=Enqueue("help")),
    flow_of("first", wait=Enqueue("sales", priority=9)),
)


def busy_house() -> Playbook:
    """Anna, who serves both lines, is busy."""
    play = opened("anna", accounts=SERVES_BOTH, queues=LINES, projects=PROJECTS, flows=FLOWS)
    play.ask("anna", "doNotDisturb")
    return play


def taken_by_anna(play: Playbook, *legs: str) -> list[str]:
    """The order in which anna gets these callers, who each leave when offered."""
    play.ask("anna", "ready")
    order = []
    for _ in legs:
        contact = play.world.legs[leg_of(play, "anna")].contact
        order.append(next(leg for leg in legs if contact_of(play, leg) == contact))
        end_leg(play, order[-1])
        legs = tuple(leg for leg in legs if leg != order[-1])
        hang_up_phone(play, "anna")
    return order


def test_first_come_first_served() -> None:
    play = busy_house()
    for leg in ("k1", "k2", "k3"):
        call_in(play, leg)
        play.now += 100
    assert taken_by_anna(play, "k1", "k2", "k3") == ["k1", "k2", "k3"]


def test_callers_of_the_same_millisecond_are_served_as_they_came() -> None:
    play = busy_house()
    legs = tuple(f"k{number}" for number in range(12))
    for leg in legs:
        call_in(play, leg)
    assert taken_by_anna(play, *legs) == list(legs)


def test_a_higher_priority_comes_first() -> None:
    play = busy_house()
    call_in(play, "k1")
    play.now += 1000
    call_in(play, "k2", "4004")
    assert taken_by_anna(play, "k1", "k2") == ["k2", "k1"]


def test_of_several_lines_the_longest_wait_comes_first() -> None:
    play = busy_house()
    for leg, callee in (("k1", "4003"), ("k2", "4001"), ("k3", "4003")):
        call_in(play, leg, callee)
        play.now += 1000
    assert taken_by_anna(play, "k1", "k2", "k3") == ["k1", "k2", "k3"]


def test_a_caller_who_was_refused_keeps_the_head_of_the_line() -> None:
    play = opened("anna", "ben")
    play.ask("ben", "doNotDisturb")
    call_in(play, "k1")
    ring(play, "anna")
    play.passes(3)
    call_in(play, "k2")
    play.ask("anna", "refuse")
    hang_up_phone(play, "anna")
    play.passes(1)
    play.ask("ben", "ready")
    assert play.world.legs[leg_of(play, "ben")].contact == contact_of(play, "k1")
    play.passes(4)
    assert play.world.legs[leg_of(play, "anna")].contact == contact_of(play, "k2")


def test_a_seat_that_pauses_is_passed_over_and_then_gets_the_caller() -> None:
    play = opened("anna", "ben")
    call_in(play, "k1")
    ring(play, "anna")
    play.ask("anna", "refuse")
    hang_up_phone(play, "anna")
    call_in(play, "k2")
    assert offered_to(play) == ["ben"]
    assert play.world.seats["anna"].cooling


def test_one_seat_is_offered_one_caller() -> None:
    play = opened("anna")
    call_in(play, "k1")
    call_in(play, "k2")
    assert offered_to(play) == ["anna"]
    assert list(play.world.lines["sales"].waiting) == [contact_of(play, "k2")]


def test_while_the_switch_is_away_callers_wait_and_are_offered_when_it_is_back() -> None:
    play = opened("anna")
    play.ask("anna", "doNotDisturb")
    call_in(play, "k1")
    play.do(SwitchLost(play.now))
    play.ask("anna", "ready")
    assert offered_to(play) == []
    play.do(SwitchSnapshot(play.now, ("k1",), (), ("1001",)))
    assert offered_to(play) == ["anna"]


def test_a_refusal_while_the_switch_is_away_tells_that_somebody_waits() -> None:
    play = opened("anna", "ben")
    call_in(play, "k1")
    ring(play, "anna")
    play.do(SwitchLost(play.now))
    play.forget()
    play.ask("anna", "refuse")
    assert any("OnQueue(" in str(effect) for effect in play.effects)
    assert offered_to(play) == ["anna"]
