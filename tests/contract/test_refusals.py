"""What cannot be done comes back as SwitchFailed, and nothing else is disturbed."""

from __future__ import annotations

import pytest

from callseat.domain.effects import (
    Answer,
    AnswerPhone,
    CloseCall,
    DialPhone,
    HangUp,
    Join,
    Leave,
    Mute,
    OpenCall,
    Play,
    Record,
    Ringback,
    SendDigits,
    StartMusic,
    StopPlay,
    SwitchEffect,
    Unmute,
)
from callseat.domain.inputs import LegAnswered, LegEnded, PlayEnded, SwitchFailed
from tests.contract import scenes
from tests.contract.log import story
from tests.contract.party import LONG_SOUND, SHORT_SOUND, Exchange

NOBODY = "leg-of-nobody"


@pytest.mark.parametrize(
    "effect",
    [
        Answer(NOBODY),
        Ringback(NOBODY),
        AnswerPhone(NOBODY),
        HangUp(NOBODY),
        StartMusic(NOBODY),
        Play("play", NOBODY, (SHORT_SOUND,)),
        StopPlay("play", NOBODY),
        Record("recording-of-nobody", NOBODY),
        CloseCall("call-of-nobody"),
        Mute(NOBODY),
        Unmute(NOBODY),
        SendDigits(NOBODY, "1"),
    ],
    ids=lambda effect: type(effect).__name__,
)
async def test_what_is_not_there_is_not_found(exchange: Exchange, effect: SwitchEffect) -> None:
    exchange.perform(effect)
    failed = await exchange.expect(SwitchFailed)
    assert (failed.effect, failed.reason) == (effect, "not_found")


async def test_who_has_hung_up_is_not_found(exchange: Exchange) -> None:
    customer, leg = await scenes.answered_caller(exchange)
    await customer.hang_up()
    await exchange.expect(LegEnded, leg=leg)
    exchange.perform(HangUp(leg))
    failed = await exchange.expect(SwitchFailed, effect=HangUp(leg))
    assert failed.reason == "not_found"
    assert story(exchange.events, leg).count("LegEnded") == 1


async def test_joining_a_call_or_a_leg_that_is_not_there(exchange: Exchange) -> None:
    _, leg = await scenes.answered_caller(exchange)
    call = exchange.new_id("call")
    exchange.perform(Join(leg, call))
    assert (await exchange.expect(SwitchFailed, effect=Join(leg, call))).reason == "not_found"
    exchange.perform(OpenCall(call), Join(NOBODY, call))
    assert (await exchange.expect(SwitchFailed, effect=Join(NOBODY, call))).reason == "not_found"


async def test_who_was_not_answered_cannot_be_joined(exchange: Exchange) -> None:
    _, leg = await scenes.ringing_phone(exchange)
    call = exchange.new_id("call")
    exchange.perform(OpenCall(call), Join(leg, call))
    failed = await exchange.expect(SwitchFailed, effect=Join(leg, call))
    assert failed.reason == "not_answered"
    exchange.perform(AnswerPhone(leg))
    await exchange.expect(LegAnswered, leg=leg)


async def test_leaving_a_call_that_one_is_not_in(exchange: Exchange) -> None:
    _, leg = await scenes.answered_caller(exchange)
    call = exchange.new_id("call")
    exchange.perform(OpenCall(call), Leave(leg, call))
    assert (await exchange.expect(SwitchFailed)).reason == "wrong_state"


async def test_a_leg_is_not_dialled_twice(exchange: Exchange) -> None:
    phone, leg = await scenes.ringing_phone(exchange)
    repeat = DialPhone(leg, "1001", "13800138000")
    exchange.perform(repeat)
    assert (await exchange.expect(SwitchFailed, effect=repeat)).reason == "conflict"
    await phone.answer()
    await exchange.expect(LegAnswered, leg=leg)
    assert story(exchange.events, leg) == ["LegRinging", "LegAnswered"]


async def test_a_call_is_not_opened_twice(exchange: Exchange) -> None:
    customer, _, seat, _, call = await scenes.talk(exchange)
    exchange.perform(OpenCall(call))
    assert (await exchange.expect(SwitchFailed, effect=OpenCall(call))).reason == "conflict"
    await exchange.expect_ears(customer, seat.name)


async def test_a_play_is_not_begun_twice(exchange: Exchange) -> None:
    _, leg = await scenes.answered_caller(exchange)
    play = Play(exchange.new_id("play"), leg, (LONG_SOUND,))
    exchange.perform(play, play)
    assert (await exchange.expect(SwitchFailed, effect=play)).reason == "conflict"
    exchange.perform(StopPlay(play.play, leg))
    await exchange.expect(PlayEnded, play=play.play)


async def test_a_recording_is_not_begun_twice(exchange: Exchange) -> None:
    _, leg = await scenes.answered_caller(exchange)
    record = Record(exchange.new_id("recording"), leg)
    exchange.perform(record, record)
    assert (await exchange.expect(SwitchFailed, effect=record)).reason == "conflict"
