"""A muted leg is heard by nobody, wherever it goes, and hears as before."""

from __future__ import annotations

from callseat.domain.effects import (
    Join,
    Leave,
    Mute,
    OpenCall,
    Record,
    StartMusic,
    StopMusic,
    Unmute,
)
from callseat.domain.inputs import LegEnded, RecordingEnded, SwitchFailed
from tests.contract import scenes
from tests.contract.party import MUSIC, Exchange


async def test_a_muted_leg_hears_and_is_not_heard_until_it_is_unmuted(exchange: Exchange) -> None:
    customer, _, seat, seat_leg, _ = await scenes.talk(exchange)
    exchange.perform(Mute(seat_leg))
    await exchange.expect_ears(customer)
    await exchange.expect_ears(seat, customer.name)
    exchange.perform(Unmute(seat_leg))
    await exchange.expect_ears(customer, seat.name)


async def test_it_stays_muted_in_the_next_call(exchange: Exchange) -> None:
    customer, leg, seat, seat_leg, call = await scenes.talk(exchange)
    exchange.perform(Mute(seat_leg), Leave(seat_leg, call), Join(seat_leg, call))
    await exchange.expect_ears(customer)
    second = exchange.new_id("call")
    exchange.perform(OpenCall(second), Join(seat_leg, second), Join(leg, second))
    await exchange.expect_ears(seat, customer.name)
    await exchange.expect_ears(customer)
    exchange.perform(Unmute(seat_leg))
    await exchange.expect_ears(customer, seat.name)


async def test_it_stays_muted_over_hold_music(exchange: Exchange) -> None:
    customer, _, seat, seat_leg, call = await scenes.talk(exchange)
    exchange.perform(Mute(seat_leg), Leave(seat_leg, call), StartMusic(seat_leg))
    await exchange.expect_ears(seat, MUSIC)
    exchange.perform(StopMusic(seat_leg), Join(seat_leg, call))
    await exchange.expect_ears(seat, customer.name)
    await exchange.expect_ears(customer)


async def test_joined_unmuted_a_muted_leg_is_still_not_heard(exchange: Exchange) -> None:
    customer, _, seat, seat_leg, call = await scenes.talk(exchange)
    exchange.perform(Mute(seat_leg), Join(seat_leg, call, muted=True), Join(seat_leg, call))
    await exchange.expect_ears(customer)
    await exchange.expect_ears(seat, customer.name)


async def test_muting_and_unmuting_again_changes_nothing(exchange: Exchange) -> None:
    customer, _, seat, seat_leg, _ = await scenes.talk(exchange)
    exchange.perform(Mute(seat_leg), Mute(seat_leg), Unmute(seat_leg), Unmute(seat_leg))
    await exchange.expect_ears(customer, seat.name)
    assert not [event for event in exchange.events if isinstance(event, SwitchFailed)]


async def test_the_others_recording_holds_nothing_of_a_muted_leg(exchange: Exchange) -> None:
    customer, leg, _, seat_leg, _ = await scenes.talk(exchange)
    exchange.perform(Mute(seat_leg))
    await exchange.expect_ears(customer)
    exchange.perform(Record(recording := exchange.new_id("recording"), leg))
    await exchange.pass_time(2)
    await customer.hang_up()
    await exchange.expect(LegEnded, leg=leg)
    await exchange.expect(RecordingEnded, recording=recording)
    recorded = await exchange.recorded(recording)
    assert recorded.said == {customer.name}
    assert recorded.heard == set()
