"""Messages end at their limit, with their leg, or (where somebody can be silent) after silence."""

from __future__ import annotations

import wave

import pytest

from callseat.domain.effects import Play, PlayToCall, RecordMessage, Speech, StopPlay
from callseat.domain.inputs import CallPlayEnded, LegEnded, MessageRecorded, PlayEnded, SwitchFailed
from callseat.switch.asterisk.ari import generated as ari
from tests.contract import scenes
from tests.contract.conftest import RealTown
from tests.contract.party import SOUND, Exchange
from tests.contract.real import RealExchange, RealParty

WORDS = Speech("Your order is on its way. It will be there tomorrow.", "en")


def new_name(exchange: Exchange) -> str:
    return f"2026/11/25/{exchange.new_id('message')}.wav"


async def test_a_message_ends_at_its_limit(exchange: Exchange) -> None:
    customer, leg = await scenes.answered_caller(exchange)
    name = new_name(exchange)
    exchange.perform(RecordMessage(name, leg, 2, 0))
    ended = await exchange.expect(MessageRecorded, name=name)
    assert ended.error == ""
    assert 1600 < ended.duration_ms < 3200  # Asterisk counts whole seconds (docs/asterisk.md)
    assert not [one for one in exchange.events if isinstance(one, LegEnded)]
    await customer.hang_up()
    await exchange.expect(LegEnded, leg=leg)


async def test_a_message_ends_with_its_leg(exchange: Exchange) -> None:
    customer, leg = await scenes.answered_caller(exchange)
    name = new_name(exchange)
    exchange.perform(RecordMessage(name, leg, 60, 30))
    await exchange.pass_time(1.5)
    await customer.hang_up()
    ended = await exchange.expect(MessageRecorded, name=name)
    assert (ended.error, ended.duration_ms) == ("", pytest.approx(1500, abs=600))
    if isinstance(exchange, RealExchange):
        file = exchange.town.folder / "voicemail" / name
        with wave.open(str(file)) as wav:
            assert (wav.getnchannels(), wav.getframerate()) == (1, 8000)
            assert wav.getnframes() / 8 == pytest.approx(ended.duration_ms, abs=1)
        assert not list(exchange.town.folder.glob("asterisk/spool/recording/**/*.wav"))


async def test_a_key_ends_a_message(exchange: Exchange) -> None:
    customer, leg = await scenes.answered_caller(exchange)
    name = new_name(exchange)
    exchange.perform(RecordMessage(name, leg, 60, 30))
    await exchange.pass_time(1.5)
    await customer.press("#")
    ended = await exchange.expect(MessageRecorded, name=name)
    assert ended.error == ""
    assert 500 < ended.duration_ms < 2500
    assert not [one for one in exchange.events if isinstance(one, LegEnded)]


async def test_two_messages_of_one_leg(exchange: Exchange) -> None:
    _, leg = await scenes.answered_caller(exchange)
    for name in (new_name(exchange), new_name(exchange)):
        exchange.perform(RecordMessage(name, leg, 1, 0))
        assert (await exchange.expect(MessageRecorded, name=name)).error == ""


async def test_who_is_not_there_leaves_no_message(exchange: Exchange) -> None:
    effect = RecordMessage(new_name(exchange), "leg-of-nobody", 5, 0)
    exchange.perform(effect)
    assert (await exchange.expect(SwitchFailed, effect=effect)).reason == "not_found"


@pytest.mark.real
async def test_silence_ends_a_message(real_town: RealTown) -> None:
    """Whoever is simulated speaks on and on."""
    exchange = await real_town.exchange()
    customer, leg = await scenes.answered_caller(exchange)
    assert isinstance(customer, RealParty)
    name = new_name(exchange)
    exchange.perform(RecordMessage(name, leg, 30, 2))
    await exchange.pass_time(1.5)
    await customer.leg._do(ari.channels_stop_moh(customer.leg.channel))
    ended = await exchange.expect(MessageRecorded, name=name)
    await exchange.stop()
    assert ended.error == ""
    assert 1000 < ended.duration_ms < 4500


async def test_words_are_heard_to_their_end(exchange: Exchange) -> None:
    customer, leg = await scenes.answered_caller(exchange)
    for play in (exchange.new_id("play"), exchange.new_id("play")):  # spoken now, and kept
        exchange.perform(Play(play, leg, (WORDS, WORDS)))
        await exchange.expect_ears(customer, SOUND)
        assert (await exchange.expect(PlayEnded, play=play)).completed
        await exchange.expect_ears(customer)


async def test_words_are_stopped(exchange: Exchange) -> None:
    customer, leg = await scenes.answered_caller(exchange)
    play = exchange.new_id("play")
    fresh = Speech(f"{WORDS.text} {play}", "en")
    exchange.perform(Play(play, leg, (fresh,)), StopPlay(play, leg))
    assert not (await exchange.expect(PlayEnded, play=play)).completed
    await exchange.expect_ears(customer)


async def test_words_to_all_in_a_call(exchange: Exchange) -> None:
    _, _, _, _, call = await scenes.talk(exchange)
    play = exchange.new_id("play")
    exchange.perform(PlayToCall(play, call, (Speech(f"Welcome {play}", "zh"),)))
    assert (await exchange.expect(CallPlayEnded, play=play)).completed
