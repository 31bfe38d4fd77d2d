"""Calls that come in, and the first that is done with them."""

from __future__ import annotations

import pytest

from callseat.domain.effects import Answer, HangUp, Ringback
from callseat.domain.inputs import (
    CallArrived,
    DigitPressed,
    LegAnswered,
    LegEnded,
    PhoneDialled,
    SwitchSnapshot,
)
from tests.contract import scenes
from tests.contract.log import story
from tests.contract.party import Exchange

HOSTILE = [
    "'; DROP TABLE contact; --",
    "<script>alert(1)</script>",
    "${SHELL(touch hostile)}",
    "a&b,c;d|e",
    'quo"te\\',
    "line\r\nInjected: header",
    "../../etc/passwd",
]


async def test_the_snapshot_is_the_first_that_is_told(exchange: Exchange) -> None:
    await exchange.expect(SwitchSnapshot)
    assert isinstance(exchange.events[0], SwitchSnapshot)


async def test_a_call_arrives_with_caller_and_callee(exchange: Exchange) -> None:
    await exchange.call("4001", caller="13800138000")
    arrived = await exchange.expect(CallArrived, callee="4001")
    assert arrived.caller == "13800138000"
    assert arrived.trunk


async def test_a_withheld_caller_is_empty(exchange: Exchange) -> None:
    await exchange.call("4001", caller="")
    arrived = await exchange.expect(CallArrived, callee="4001")
    assert arrived.caller == ""


async def test_calls_have_legs_of_their_own(exchange: Exchange) -> None:
    _, first = await scenes.caller(exchange)
    _, second = await scenes.caller(exchange)
    assert first != second


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_caller_name_is_only_text(exchange: Exchange, name: str) -> None:
    customer = await exchange.call("4001", caller="13800138000", name=name)
    arrived = await exchange.expect(CallArrived, callee="4001")
    assert arrived.caller == "13800138000"
    exchange.perform(Answer(arrived.leg))
    await exchange.expect(LegAnswered, leg=arrived.leg)
    await customer.press("7")
    await exchange.expect(DigitPressed, leg=arrived.leg, digit="7")


@pytest.mark.parametrize("number", HOSTILE)
async def test_a_hostile_caller_number_is_only_text(exchange: Exchange, number: str) -> None:
    await exchange.call("4001", caller=number)
    arrived = await exchange.expect(CallArrived, callee="4001")
    exchange.perform(Answer(arrived.leg))
    await exchange.expect(LegAnswered, leg=arrived.leg)
    assert story(exchange.events, arrived.leg) == ["CallArrived", "LegAnswered"]


async def test_an_answered_call_is_up(exchange: Exchange) -> None:
    _, leg = await scenes.answered_caller(exchange)
    assert story(exchange.events, leg) == ["CallArrived", "LegAnswered"]


async def test_ringback_does_not_answer(exchange: Exchange) -> None:
    customer, leg = await scenes.caller(exchange)
    exchange.perform(Ringback(leg))
    await customer.hang_up()
    await exchange.expect(LegEnded, leg=leg)
    assert story(exchange.events, leg) == ["CallArrived", "LegEnded"]


async def test_digits_come_in_the_order_pressed(exchange: Exchange) -> None:
    customer, leg = await scenes.answered_caller(exchange)
    for digit in "159*0#":
        await customer.press(digit)
        await exchange.expect(DigitPressed, leg=leg, digit=digit)


async def test_a_phone_dials_by_itself(exchange: Exchange) -> None:
    phone = await scenes.phone(exchange, "1001")
    await phone.dial("1002")
    dialled = await exchange.expect(PhoneDialled, extension="1001")
    assert dialled.callee == "1002"
    exchange.perform(HangUp(dialled.leg))
    await exchange.expect(LegEnded, leg=dialled.leg)
