"""Music and sounds. A sound that is not there ends the play: PlayEnded(completed=False)."""

from __future__ import annotations

from callseat.domain.effects import Join, Leave, OpenCall, Play, StartMusic, StopMusic, StopPlay
from callseat.domain.inputs import LegEnded, PlayEnded
from tests.contract import scenes
from tests.contract.log import story
from tests.contract.party import LONG_SOUND, MUSIC, SHORT_SOUND, SOUND, Exchange


async def test_music_is_heard_until_it_is_stopped(exchange: Exchange) -> None:
    customer, leg = await scenes.answered_caller(exchange)
    exchange.perform(StartMusic(leg))
    await exchange.expect_ears(customer, MUSIC)
    exchange.perform(StopMusic(leg))
    await exchange.expect_ears(customer)


async def test_after_the_music_the_call_is_heard(exchange: Exchange) -> None:
    customer, leg = await scenes.answered_caller(exchange)
    exchange.perform(StartMusic(leg))
    await exchange.expect_ears(customer, MUSIC)
    seat, seat_leg = await scenes.answered_phone(exchange)
    call = exchange.new_id("call")
    exchange.perform(
        OpenCall(call, beside=leg), StopMusic(leg), Join(leg, call), Join(seat_leg, call)
    )
    await exchange.expect_ears(customer, seat.name)
    await exchange.expect_ears(seat, customer.name)


async def test_a_sound_is_played_to_its_end(exchange: Exchange) -> None:
    customer, leg = await scenes.answered_caller(exchange)
    play = exchange.new_id("play")
    exchange.perform(Play(play, leg, (SHORT_SOUND,)))
    await exchange.expect_ears(customer, SOUND)
    ended = await exchange.expect(PlayEnded, play=play)
    assert ended.completed
    assert ended.leg == leg
    await exchange.expect_ears(customer)


async def test_several_sounds_are_one_play(exchange: Exchange) -> None:
    _, leg = await scenes.answered_caller(exchange)
    play = exchange.new_id("play")
    exchange.perform(Play(play, leg, (SHORT_SOUND, SHORT_SOUND)))
    assert (await exchange.expect(PlayEnded, play=play)).completed
    assert story(exchange.events, leg).count("PlayEnded") == 1


async def test_a_play_that_is_stopped_is_not_completed(exchange: Exchange) -> None:
    customer, leg = await scenes.answered_caller(exchange)
    play = exchange.new_id("play")
    exchange.perform(Play(play, leg, (LONG_SOUND,)))
    await exchange.expect_ears(customer, SOUND)
    exchange.perform(StopPlay(play, leg))
    assert not (await exchange.expect(PlayEnded, play=play)).completed
    await exchange.expect_ears(customer)


async def test_a_sound_that_is_not_there_is_not_completed(exchange: Exchange) -> None:
    _, leg = await scenes.answered_caller(exchange)
    play = exchange.new_id("play")
    exchange.perform(Play(play, leg, ("no-such-sound",)))
    assert not (await exchange.expect(PlayEnded, play=play)).completed


async def test_a_play_ends_before_its_leg_does(exchange: Exchange) -> None:
    customer, leg = await scenes.answered_caller(exchange)
    play = exchange.new_id("play")
    exchange.perform(Play(play, leg, (LONG_SOUND,)))
    await exchange.expect_ears(customer, SOUND)
    await customer.hang_up()
    await exchange.expect(LegEnded, leg=leg)
    assert not (await exchange.expect(PlayEnded, play=play)).completed
    assert story(exchange.events, leg) == ["CallArrived", "LegAnswered", "PlayEnded", "LegEnded"]


async def test_a_leg_on_hold_hears_music_alone_and_comes_back(exchange: Exchange) -> None:
    customer, leg, seat, _, call = await scenes.talk(exchange)
    exchange.perform(Leave(leg, call), StartMusic(leg))
    await exchange.expect_ears(customer, MUSIC)
    await exchange.expect_ears(seat)
    exchange.perform(StopMusic(leg), Join(leg, call))
    await exchange.expect_ears(customer, seat.name)
    await exchange.expect_ears(seat, customer.name)
