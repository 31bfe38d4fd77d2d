"""Phones that come and go, by themselves and by provisioning."""

from __future__ import annotations

from callseat.domain.effects import DialPhone
from callseat.domain.inputs import LegEnded, LegRinging, PhoneReachable
from tests.contract import scenes
from tests.contract.party import Exchange


async def test_a_phone_that_registers_is_reachable(exchange: Exchange) -> None:
    phone = await scenes.phone(exchange, "1001")
    await phone.unregister()
    await exchange.expect(PhoneReachable, extension="1001", reachable=False)
    await phone.register()
    await exchange.expect(PhoneReachable, extension="1001", reachable=True)
    leg = exchange.new_id("leg")
    exchange.perform(DialPhone(leg, "1001", "13800138000"))
    await exchange.expect(LegRinging, leg=leg)


async def test_adding_and_removing_phones_disturbs_no_call(exchange: Exchange) -> None:
    customer, _, seat, _, _ = await scenes.talk(exchange)
    await scenes.phone(exchange, "1002")
    await exchange.expect_ears(customer, seat.name)
    await exchange.remove_phone("1002")
    await exchange.expect(PhoneReachable, extension="1002", reachable=False)
    await exchange.expect_ears(customer, seat.name)
    await exchange.expect_ears(seat, customer.name)
    assert not [event for event in exchange.events if isinstance(event, LegEnded)]


async def test_a_removed_phone_cannot_be_rung(exchange: Exchange) -> None:
    await scenes.phone(exchange, "1001")
    await exchange.remove_phone("1001")
    await exchange.expect(PhoneReachable, extension="1001", reachable=False)
    leg = exchange.new_id("leg")
    exchange.perform(DialPhone(leg, "1001", "13800138000"))
    ended = await exchange.expect(LegEnded, leg=leg)
    assert (ended.q850, ended.sip) == (20, 480)
