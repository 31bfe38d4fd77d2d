"""How calls end, and what each side is told."""

from __future__ import annotations

import pytest

from callseat.domain.effects import HangUp, HangUpReason
from callseat.domain.inputs import LegEnded
from tests.contract import scenes
from tests.contract.log import story
from tests.contract.party import Exchange


async def test_the_customer_hangs_up_and_the_seat_stays(exchange: Exchange) -> None:
    customer, leg, seat, seat_leg, _ = await scenes.talk(exchange)
    await customer.hang_up()
    ended = await exchange.expect(LegEnded, leg=leg)
    assert ended.q850 == 16
    await exchange.expect_ears(seat)
    assert story(exchange.events, seat_leg) == ["LegRinging", "LegAnswered"]


async def test_the_seat_hangs_up_and_the_customer_stays(exchange: Exchange) -> None:
    customer, leg, seat, seat_leg, _ = await scenes.talk(exchange)
    await seat.hang_up()
    ended = await exchange.expect(LegEnded, leg=seat_leg)
    assert ended.q850 == 16
    await exchange.expect_ears(customer)
    assert story(exchange.events, leg) == ["CallArrived", "LegAnswered"]


async def test_we_hang_up(exchange: Exchange) -> None:
    customer, leg, seat, seat_leg, _ = await scenes.talk(exchange)
    exchange.perform(HangUp(leg), HangUp(seat_leg))
    assert (await exchange.expect(LegEnded, leg=leg)).q850 == 16
    assert (await exchange.expect(LegEnded, leg=seat_leg)).q850 == 16
    assert (await customer.ended()).q850 == 16
    assert (await seat.ended()).q850 == 16


async def test_the_customer_gives_up_before_the_answer(exchange: Exchange) -> None:
    customer, leg = await scenes.caller(exchange)
    await customer.hang_up()
    await exchange.expect(LegEnded, leg=leg)
    assert story(exchange.events, leg) == ["CallArrived", "LegEnded"]


@pytest.mark.parametrize(
    ("reason", "sip"),
    [
        (HangUpReason.BUSY, 486),
        (HangUpReason.NO_ANSWER, 480),
        (HangUpReason.REJECTED, 403),
        (HangUpReason.UNALLOCATED, 404),
        (HangUpReason.CONGESTION, 503),
        (HangUpReason.FAILURE, 500),
    ],
)
async def test_the_reason_reaches_who_was_not_answered(
    exchange: Exchange, reason: HangUpReason, sip: int
) -> None:
    customer, leg = await scenes.caller(exchange)
    exchange.perform(HangUp(leg, reason))
    await exchange.expect(LegEnded, leg=leg)
    assert (await customer.ended()).sip == sip
