"""Who hears whom."""

from __future__ import annotations

from callseat.domain.effects import CloseCall, Join, Leave, OpenCall
from callseat.domain.inputs import LegEnded, SwitchFailed
from tests.contract import scenes
from tests.contract.party import Exchange


async def test_two_who_are_joined_hear_each_other_and_nobody_else(exchange: Exchange) -> None:
    customer, _, seat, _, _ = await scenes.talk(exchange)
    stranger, stranger_leg = await scenes.answered_caller(exchange, "4002")
    exchange.perform(OpenCall(other := exchange.new_id("call")), Join(stranger_leg, other))
    await exchange.expect_ears(stranger)
    await exchange.expect_ears(customer, seat.name)
    await exchange.expect_ears(seat, customer.name)


async def test_a_muted_leg_hears_but_is_not_heard(exchange: Exchange) -> None:
    customer, _, seat, _, call = await scenes.talk(exchange)
    listener, leg = await scenes.answered_phone(exchange, "1002")
    exchange.perform(Join(leg, call, muted=True))
    await exchange.expect_ears(listener, customer.name, seat.name)
    await exchange.expect_ears(customer, seat.name)
    await exchange.expect_ears(seat, customer.name)


async def test_joined_again_unmuted_it_is_heard(exchange: Exchange) -> None:
    customer, _, seat, _, call = await scenes.talk(exchange)
    supervisor, leg = await scenes.answered_phone(exchange, "1002")
    exchange.perform(Join(leg, call, muted=True))
    await exchange.expect_ears(supervisor, customer.name, seat.name)
    exchange.perform(Join(leg, call))
    await exchange.expect_ears(customer, seat.name, supervisor.name)


async def test_who_leaves_hears_nobody_and_stays_on_the_line(exchange: Exchange) -> None:
    customer, leg, seat, _, call = await scenes.talk(exchange)
    exchange.perform(Leave(leg, call))
    await exchange.expect_ears(customer)
    await exchange.expect_ears(seat)
    exchange.perform(Join(leg, call))
    await exchange.expect_ears(customer, seat.name)


async def test_joining_another_call_moves_the_leg(exchange: Exchange) -> None:
    customer, leg, seat, _, _ = await scenes.talk(exchange)
    other, other_leg = await scenes.answered_phone(exchange, "1002")
    second = exchange.new_id("call")
    exchange.perform(OpenCall(second), Join(other_leg, second), Join(leg, second))
    await exchange.expect_ears(customer, other.name)
    await exchange.expect_ears(seat)


async def test_closing_a_call_parts_its_legs_and_ends_none(exchange: Exchange) -> None:
    customer, leg, seat, _, call = await scenes.talk(exchange)
    exchange.perform(CloseCall(call))
    await exchange.expect_ears(customer)
    await exchange.expect_ears(seat)
    exchange.perform(Join(leg, call))
    failed = await exchange.expect(SwitchFailed)
    assert failed.effect == Join(leg, call)
    assert not [event for event in exchange.events if isinstance(event, LegEnded)]
