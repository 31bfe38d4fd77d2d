"""Seats' phones that are rung."""

from __future__ import annotations

import pytest

from callseat.domain.effects import AnswerPhone, DialPhone, HangUp
from callseat.domain.inputs import LegAnswered, LegEnded, LegRinging, PhoneReachable
from tests.contract import scenes
from tests.contract.log import story
from tests.contract.party import Exchange
from tests.contract.test_arrivals import HOSTILE


async def test_a_phone_rings_and_answers_by_itself(exchange: Exchange) -> None:
    phone, leg = await scenes.ringing_phone(exchange)
    await phone.answer()
    await exchange.expect(LegAnswered, leg=leg)
    assert story(exchange.events, leg) == ["LegRinging", "LegAnswered"]


async def test_a_ringing_phone_is_made_to_answer(exchange: Exchange) -> None:
    _, leg = await scenes.ringing_phone(exchange)
    exchange.perform(AnswerPhone(leg))
    await exchange.expect(LegAnswered, leg=leg)
    assert story(exchange.events, leg) == ["LegRinging", "LegAnswered"]


async def test_a_phone_asked_to_answer_by_itself_does(exchange: Exchange) -> None:
    await scenes.phone(exchange, "1001")
    leg = exchange.new_id("leg")
    exchange.perform(DialPhone(leg, "1001", "13800138000", auto_answer=True))
    await exchange.expect(LegAnswered, leg=leg)


async def test_a_busy_phone(exchange: Exchange) -> None:
    phone, leg = await scenes.phone(exchange, "1001"), exchange.new_id("leg")
    await phone.be_busy()
    exchange.perform(DialPhone(leg, "1001", "13800138000"))
    ended = await exchange.expect(LegEnded, leg=leg)
    assert (ended.q850, ended.sip) == (17, 486)
    assert "LegAnswered" not in story(exchange.events, leg)


async def test_a_phone_that_turns_the_call_away(exchange: Exchange) -> None:
    phone, leg = await scenes.ringing_phone(exchange)
    await phone.reject()
    ended = await exchange.expect(LegEnded, leg=leg)
    assert (ended.q850, ended.sip) == (21, 603)


@pytest.mark.parametrize("extension", ["1001", "1999"], ids=["unregistered", "unknown"])
async def test_a_phone_that_is_not_there(exchange: Exchange, extension: str) -> None:
    phone, leg = await scenes.phone(exchange, "1001"), exchange.new_id("leg")
    await phone.unregister()
    await exchange.expect(PhoneReachable, extension="1001", reachable=False)
    exchange.perform(DialPhone(leg, extension, "13800138000"))
    ended = await exchange.expect(LegEnded, leg=leg)
    assert (ended.q850, ended.sip) == (20, 480)
    assert story(exchange.events, leg) == ["LegEnded"]


async def test_hanging_up_while_it_rings_stops_the_ringing(exchange: Exchange) -> None:
    phone, leg = await scenes.ringing_phone(exchange)
    exchange.perform(HangUp(leg))
    await exchange.expect(LegEnded, leg=leg)
    await phone.ended()
    assert story(exchange.events, leg) == ["LegRinging", "LegEnded"]


async def test_a_phone_is_rung_again_after_a_call(exchange: Exchange) -> None:
    phone, leg = await scenes.answered_phone(exchange)
    await phone.hang_up()
    await exchange.expect(LegEnded, leg=leg)
    again = exchange.new_id("leg")
    exchange.perform(DialPhone(again, "1001", "13800138000"))
    await exchange.expect(LegRinging, leg=again)


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_shown_on_the_phone_is_only_text(
    exchange: Exchange, name: str
) -> None:
    phone, leg = await scenes.phone(exchange, "1001"), exchange.new_id("leg")
    exchange.perform(DialPhone(leg, "1001", name, caller_name=name))
    await exchange.expect(LegRinging, leg=leg)
    await phone.answer()
    await exchange.expect(LegAnswered, leg=leg)
