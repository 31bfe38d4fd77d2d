"""Sounds for everybody in a call. As with Play: one CallPlayEnded for each that was accepted."""

from __future__ import annotations

from callseat.domain.effects import CloseCall, Leave, OpenCall, PlayToCall, StopCallPlay
from callseat.domain.inputs import CallPlayEnded, SwitchFailed
from tests.contract import scenes
from tests.contract.party import LONG_SOUND, SHORT_SOUND, SOUND, Exchange


async def test_everybody_in_the_call_hears_it_besides_the_others(exchange: Exchange) -> None:
    customer, _, seat, _, call = await scenes.talk(exchange)
    play = exchange.new_id("play")
    exchange.perform(PlayToCall(play, call, (LONG_SOUND,)))
    await exchange.expect_ears(customer, seat.name, SOUND)
    await exchange.expect_ears(seat, customer.name, SOUND)
    exchange.perform(StopCallPlay(play, call))
    ended = await exchange.expect(CallPlayEnded, play=play)
    assert (ended.call, ended.completed) == (call, False)
    await exchange.expect_ears(customer, seat.name)
    await exchange.expect_ears(seat, customer.name)


async def test_a_sound_is_played_to_its_end(exchange: Exchange) -> None:
    customer, _, seat, _, call = await scenes.talk(exchange)
    play = exchange.new_id("play")
    exchange.perform(PlayToCall(play, call, (SHORT_SOUND, SHORT_SOUND)))
    await exchange.expect_ears(customer, seat.name, SOUND)
    ended = await exchange.expect(CallPlayEnded, play=play)
    assert (ended.call, ended.completed) == (call, True)
    await exchange.expect_ears(customer, seat.name)
    assert len([it for it in exchange.events if isinstance(it, CallPlayEnded)]) == 1


async def test_two_are_heard_one_after_the_other(exchange: Exchange) -> None:
    _, _, _, _, call = await scenes.talk(exchange)
    first, second = exchange.new_id("play"), exchange.new_id("play")
    exchange.perform(
        PlayToCall(first, call, (SHORT_SOUND,)), PlayToCall(second, call, (SHORT_SOUND,))
    )
    await exchange.expect(CallPlayEnded, play=second, completed=True)
    assert [it.play for it in exchange.events if isinstance(it, CallPlayEnded)] == [first, second]


async def test_a_sound_that_is_not_there_is_not_completed(exchange: Exchange) -> None:
    _, _, _, _, call = await scenes.talk(exchange)
    play = exchange.new_id("play")
    exchange.perform(PlayToCall(play, call, ("no-such-sound",)))
    assert not (await exchange.expect(CallPlayEnded, play=play)).completed


async def test_it_ends_with_its_call(exchange: Exchange) -> None:
    customer, _, seat, _, call = await scenes.talk(exchange)
    play = exchange.new_id("play")
    exchange.perform(PlayToCall(play, call, (LONG_SOUND,)))
    await exchange.expect_ears(customer, seat.name, SOUND)
    exchange.perform(CloseCall(call))
    assert not (await exchange.expect(CallPlayEnded, play=play)).completed
    await exchange.expect_ears(customer)


async def test_a_call_or_a_play_that_is_not_there_is_not_found(exchange: Exchange) -> None:
    _, _, _, _, call = await scenes.talk(exchange)
    for effect in (
        PlayToCall("p-nobody", "b-nobody", (SHORT_SOUND,)),
        StopCallPlay("p-nobody", call),
    ):
        exchange.perform(effect)
        assert (await exchange.expect(SwitchFailed, effect=effect)).reason == "not_found"


async def test_a_play_is_not_begun_twice(exchange: Exchange) -> None:
    _, _, _, _, call = await scenes.talk(exchange)
    play = PlayToCall(exchange.new_id("play"), call, (LONG_SOUND,))
    exchange.perform(play, play)
    assert (await exchange.expect(SwitchFailed, effect=play)).reason == "conflict"
    exchange.perform(StopCallPlay(play.play, call))
    await exchange.expect(CallPlayEnded, play=play.play)


async def test_in_a_call_that_nobody_is_in_it_ends_too(exchange: Exchange) -> None:
    call, play = exchange.new_id("call"), exchange.new_id("play")
    exchange.perform(OpenCall(call), PlayToCall(play, call, (SHORT_SOUND,)))
    assert (await exchange.expect(CallPlayEnded, play=play)).completed


async def test_it_ends_when_the_last_one_has_left(exchange: Exchange) -> None:
    customer, leg, seat, seat_leg, call = await scenes.talk(exchange)
    play = exchange.new_id("play")
    exchange.perform(PlayToCall(play, call, (LONG_SOUND,)))
    await exchange.expect_ears(customer, seat.name, SOUND)
    exchange.perform(Leave(leg, call))
    await exchange.expect_ears(seat, SOUND)
    await exchange.expect_ears(customer)
    exchange.perform(Leave(seat_leg, call))
    assert not (await exchange.expect(CallPlayEnded, play=play)).completed
