"""Outside numbers that are called. Their leg is there at once, also before it answers."""

from __future__ import annotations

import pytest

from callseat.domain.effects import DialOutside, HangUp, Join, OpenCall, SendDigits
from callseat.domain.inputs import LegAnswered, LegEnded, LegProgress, LegRinging, SwitchFailed
from tests.contract import scenes
from tests.contract.log import story
from tests.contract.party import Exchange, Manner
from tests.contract.test_arrivals import HOSTILE

NUMBER = "13900139000"


def dial(exchange: Exchange, number: str = NUMBER, caller: str = "4001") -> str:
    leg = exchange.new_id("outside")
    exchange.perform(DialOutside(leg, "city", number, caller))
    return leg


async def test_an_outside_number_answers(exchange: Exchange) -> None:
    exchange.answering(NUMBER, Manner.ANSWERS)
    leg = dial(exchange)
    await exchange.expect(LegAnswered, leg=leg)
    assert story(exchange.events, leg) == ["LegAnswered"]
    callee = await exchange.called(NUMBER)
    await callee.hang_up()
    ended = await exchange.expect(LegEnded, leg=leg)
    assert (ended.q850, ended.sip) == (16, 0)
    assert story(exchange.events, leg) == ["LegAnswered", "LegEnded"]


async def test_it_rings_until_it_is_answered(exchange: Exchange) -> None:
    exchange.answering(NUMBER, Manner.RINGS)
    leg = dial(exchange)
    await exchange.expect(LegRinging, leg=leg)
    callee = await exchange.called(NUMBER)
    await callee.answer()
    await exchange.expect(LegAnswered, leg=leg)
    assert story(exchange.events, leg) == ["LegRinging", "LegAnswered"]


async def test_it_is_shown_who_calls(exchange: Exchange) -> None:
    exchange.answering(NUMBER, Manner.RINGS)
    leg = dial(exchange, caller="02088886666")
    await exchange.expect(LegRinging, leg=leg)
    assert (await exchange.called(NUMBER)).caller == "02088886666"


async def test_a_caller_may_be_withheld(exchange: Exchange) -> None:
    exchange.answering(NUMBER, Manner.RINGS)
    leg = dial(exchange, caller="")
    await exchange.expect(LegRinging, leg=leg)
    assert (await exchange.called(NUMBER)).caller == ""


@pytest.mark.parametrize(
    ("manner", "causes"),
    [
        (Manner.BUSY, (17, 486)),
        (Manner.DECLINES, (21, 603)),
        (Manner.UNKNOWN, (1, 404)),
        (Manner.FULL, (34, 503)),
    ],
)
async def test_a_number_that_does_not_answer(
    exchange: Exchange, manner: Manner, causes: tuple[int, int]
) -> None:
    exchange.answering(NUMBER, manner)
    leg = dial(exchange)
    ended = await exchange.expect(LegEnded, leg=leg)
    assert (ended.q850, ended.sip) == causes
    assert story(exchange.events, leg) == ["LegEnded"]


async def test_hanging_up_while_it_rings_ends_the_ringing(exchange: Exchange) -> None:
    exchange.answering(NUMBER, Manner.RINGS)
    leg = dial(exchange)
    await exchange.expect(LegRinging, leg=leg)
    exchange.perform(HangUp(leg))
    ended = await exchange.expect(LegEnded, leg=leg)
    assert (ended.q850, ended.sip) == (16, 0)
    await (await exchange.called(NUMBER)).ended()
    assert story(exchange.events, leg) == ["LegRinging", "LegEnded"]


async def test_joined_while_it_rings_it_talks_when_it_has_answered(exchange: Exchange) -> None:
    exchange.answering(NUMBER, Manner.RINGS)
    seat, seat_leg = await scenes.answered_phone(exchange)
    call, leg = exchange.new_id("call"), exchange.new_id("outside")
    exchange.perform(
        OpenCall(call, beside=seat_leg),
        Join(seat_leg, call),
        DialOutside(leg, "city", NUMBER, "4001", beside=seat_leg),
        Join(leg, call),
    )
    await exchange.expect(LegRinging, leg=leg)
    await exchange.expect_ears(seat)
    callee = await exchange.called(NUMBER)
    await callee.answer()
    await exchange.expect(LegAnswered, leg=leg)
    await exchange.expect_ears(seat, callee.name)
    await exchange.expect_ears(callee, seat.name)
    assert not [event for event in exchange.events if isinstance(event, SwitchFailed)]


async def test_what_a_number_sends_before_it_answers_is_heard(exchange: Exchange) -> None:
    exchange.answering(NUMBER, Manner.ANNOUNCES)
    seat, seat_leg = await scenes.answered_phone(exchange)
    call, leg = exchange.new_id("call"), exchange.new_id("outside")
    exchange.perform(
        OpenCall(call, beside=seat_leg),
        Join(seat_leg, call),
        DialOutside(leg, "city", NUMBER, "4001", beside=seat_leg),
        Join(leg, call),
    )
    await exchange.expect(LegProgress, leg=leg)
    callee = await exchange.called(NUMBER)
    await exchange.expect_ears(seat, callee.name)
    await callee.answer()
    await exchange.expect(LegAnswered, leg=leg)
    await exchange.expect_ears(callee, seat.name)
    await exchange.expect_ears(seat, callee.name)
    assert story(exchange.events, leg) == ["LegProgress", "LegAnswered"]


async def test_joined_while_it_announces_it_is_heard(exchange: Exchange) -> None:
    exchange.answering(NUMBER, Manner.ANNOUNCES)
    seat, seat_leg = await scenes.answered_phone(exchange)
    leg, call = dial(exchange), exchange.new_id("call")
    await exchange.expect(LegProgress, leg=leg)
    exchange.perform(OpenCall(call), Join(seat_leg, call), Join(leg, call))
    await exchange.expect_ears(seat, (await exchange.called(NUMBER)).name)


async def test_a_customer_and_an_outside_number_talk(exchange: Exchange) -> None:
    exchange.answering(NUMBER, Manner.ANSWERS)
    customer, customer_leg = await scenes.answered_caller(exchange)
    leg, call = dial(exchange), exchange.new_id("call")
    await exchange.expect(LegAnswered, leg=leg)
    exchange.perform(OpenCall(call), Join(customer_leg, call), Join(leg, call))
    callee = await exchange.called(NUMBER)
    await exchange.expect_ears(customer, callee.name)
    await exchange.expect_ears(callee, customer.name)


async def test_a_leg_is_not_dialled_twice(exchange: Exchange) -> None:
    exchange.answering(NUMBER, Manner.RINGS)
    leg = dial(exchange)
    await exchange.expect(LegRinging, leg=leg)
    repeat = DialOutside(leg, "city", NUMBER, "4001")
    exchange.perform(repeat)
    assert (await exchange.expect(SwitchFailed, effect=repeat)).reason == "conflict"
    await (await exchange.called(NUMBER)).answer()
    await exchange.expect(LegAnswered, leg=leg)
    assert story(exchange.events, leg) == ["LegRinging", "LegAnswered"]


async def test_a_trunk_that_is_not_there_is_not_found(exchange: Exchange) -> None:
    effect = DialOutside(exchange.new_id("outside"), "nowhere", NUMBER, "4001")
    exchange.perform(effect)
    assert (await exchange.expect(SwitchFailed, effect=effect)).reason == "not_found"
    assert story(exchange.events, effect.leg) == []


@pytest.mark.parametrize("caller", HOSTILE)
async def test_a_hostile_caller_is_only_text(exchange: Exchange, caller: str) -> None:
    exchange.answering(NUMBER, Manner.ANSWERS)
    leg = dial(exchange, caller=caller)
    await exchange.expect(LegAnswered, leg=leg)


@pytest.mark.parametrize(
    "number", ["", "1&PJSIP/1001", "1@elsewhere", "1,2", "a b", "１", "9" * 41]
)
async def test_what_is_no_number_is_refused(exchange: Exchange, number: str) -> None:
    effect = DialOutside(exchange.new_id("outside"), "city", number, "4001")
    exchange.perform(effect)
    assert (await exchange.expect(SwitchFailed, effect=effect)).reason == "refused"


async def test_keys_reach_whoever_is_called(exchange: Exchange) -> None:
    exchange.answering(NUMBER, Manner.ANSWERS)
    leg = dial(exchange)
    await exchange.expect(LegAnswered, leg=leg)
    exchange.perform(SendDigits(leg, "12*#D"))
    await (await exchange.called(NUMBER)).receives_digits("12*#D")


async def test_keys_reach_him_in_a_call_too_and_in_their_order(exchange: Exchange) -> None:
    customer, leg, seat, _, _ = await scenes.talk(exchange)
    exchange.perform(SendDigits(leg, "42"), SendDigits(leg, "7"))
    await customer.receives_digits("427")
    await exchange.expect_ears(customer, seat.name)


@pytest.mark.parametrize("digits", ["", "a", "1,2", "1 2", "12\r\n", "１"])
async def test_what_is_no_key_is_refused(exchange: Exchange, digits: str) -> None:
    _, leg = await scenes.answered_caller(exchange)
    effect = SendDigits(leg, digits)
    exchange.perform(effect)
    assert (await exchange.expect(SwitchFailed, effect=effect)).reason == "refused"
