"""Beginnings that many tests share."""

from __future__ import annotations

from callseat.domain.effects import Answer, AnswerPhone, DialPhone, Join, OpenCall
from callseat.domain.inputs import CallArrived, LegAnswered, LegRinging, PhoneReachable
from tests.contract.party import Exchange, Party, Telephone


async def caller(exchange: Exchange, callee: str = "4001") -> tuple[Party, str]:
    """A customer whose call has arrived, and its leg."""
    customer = await exchange.call(callee)
    return customer, (await exchange.expect(CallArrived, callee=callee)).leg


async def answered_caller(exchange: Exchange, callee: str = "4001") -> tuple[Party, str]:
    customer, leg = await caller(exchange, callee)
    exchange.perform(Answer(leg))
    await exchange.expect(LegAnswered, leg=leg)
    return customer, leg


async def phone(exchange: Exchange, extension: str = "1001") -> Telephone:
    """A phone that is registered."""
    telephone = await exchange.phone(extension)
    await exchange.expect(PhoneReachable, extension=extension, reachable=True)
    return telephone


async def ringing_phone(exchange: Exchange, extension: str = "1001") -> tuple[Telephone, str]:
    telephone, leg = await phone(exchange, extension), exchange.new_id("leg")
    exchange.perform(DialPhone(leg, extension, "13800138000"))
    await exchange.expect(LegRinging, leg=leg)
    return telephone, leg


async def answered_phone(exchange: Exchange, extension: str = "1001") -> tuple[Telephone, str]:
    telephone, leg = await ringing_phone(exchange, extension)
    exchange.perform(AnswerPhone(leg))
    await exchange.expect(LegAnswered, leg=leg)
    return telephone, leg


async def talk(exchange: Exchange) -> tuple[Party, str, Telephone, str, str]:
    """A customer and a seat who hear each other: both with their legs, and the call."""
    customer, customer_leg = await answered_caller(exchange)
    seat, seat_leg = await answered_phone(exchange)
    call = exchange.new_id("call")
    exchange.perform(OpenCall(call), Join(customer_leg, call), Join(seat_leg, call))
    await exchange.expect_ears(customer, seat.name)
    await exchange.expect_ears(seat, customer.name)
    return customer, customer_leg, seat, seat_leg, call
