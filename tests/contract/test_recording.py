"""Recordings begin when told and end with their leg."""

from __future__ import annotations

import pytest

from callseat.domain.effects import (
    Join,
    OpenCall,
    PauseRecording,
    Record,
    ResumeRecording,
    SwitchEffect,
)
from callseat.domain.inputs import LegEnded, RecordingEnded, SwitchFailed
from tests.contract import scenes
from tests.contract.party import Exchange


async def test_a_recording_ends_with_its_leg(exchange: Exchange) -> None:
    customer, leg, _, _, _ = await scenes.talk(exchange)
    recording = exchange.new_id("recording")
    exchange.perform(Record(recording, leg))
    await exchange.pass_time(3)
    await customer.hang_up()
    await exchange.expect(LegEnded, leg=leg)
    ended = await exchange.expect(RecordingEnded, recording=recording)
    assert ended.duration_ms == pytest.approx(3000, abs=700)


async def test_the_other_leg_does_not_end_it(exchange: Exchange) -> None:
    customer, leg, seat, seat_leg, _ = await scenes.talk(exchange)
    recording = exchange.new_id("recording")
    exchange.perform(Record(recording, leg))
    await seat.hang_up()
    await exchange.expect(LegEnded, leg=seat_leg)
    assert not [event for event in exchange.events if isinstance(event, RecordingEnded)]
    await customer.hang_up()
    await exchange.expect(RecordingEnded, recording=recording)


async def test_a_recording_goes_on_with_the_next_seat(exchange: Exchange) -> None:
    customer, leg, seat, _, _ = await scenes.talk(exchange)
    recording, second = exchange.new_id("recording"), exchange.new_id("call")
    exchange.perform(Record(recording, leg))
    await exchange.pass_time(1)
    other, other_leg = await scenes.answered_phone(exchange, "1002")
    exchange.perform(OpenCall(second), Join(other_leg, second), Join(leg, second))
    await exchange.expect_ears(customer, other.name)
    await exchange.pass_time(1.5)
    await customer.hang_up()
    await exchange.expect(RecordingEnded, recording=recording)
    recorded = await exchange.recorded(recording)
    assert (recorded.said, recorded.heard) == ({customer.name}, {seat.name, other.name})


async def test_a_paused_recording_is_silent_and_keeps_its_time(exchange: Exchange) -> None:
    customer, leg, seat, _, _ = await scenes.talk(exchange)
    recording = exchange.new_id("recording")
    exchange.perform(Record(recording, leg))
    await exchange.pass_time(1)
    exchange.perform(PauseRecording(recording, leg))
    await exchange.pass_time(2)
    exchange.perform(ResumeRecording(recording, leg))
    await exchange.pass_time(1)
    await customer.hang_up()
    ended = await exchange.expect(RecordingEnded, recording=recording)
    assert ended.duration_ms == pytest.approx(4000, abs=700)
    recorded = await exchange.recorded(recording)
    assert recorded.silence == pytest.approx(2, abs=0.5)
    assert (recorded.said, recorded.heard) == ({customer.name}, {seat.name})


async def test_a_recording_that_stays_paused_holds_nothing_more(exchange: Exchange) -> None:
    customer, leg, _, _, _ = await scenes.talk(exchange)
    recording = exchange.new_id("recording")
    exchange.perform(Record(recording, leg), PauseRecording(recording, leg))
    await exchange.pass_time(2)
    await customer.hang_up()
    ended = await exchange.expect(RecordingEnded, recording=recording)
    assert ended.duration_ms == pytest.approx(2000, abs=700)
    assert (await exchange.recorded(recording)).silence == pytest.approx(2, abs=0.7)


async def test_paused_twice_it_goes_on_when_resumed_once(exchange: Exchange) -> None:
    customer, leg, seat, _, _ = await scenes.talk(exchange)
    recording = exchange.new_id("recording")
    pause, resume = PauseRecording(recording, leg), ResumeRecording(recording, leg)
    exchange.perform(Record(recording, leg), pause, pause, resume, resume)
    await exchange.pass_time(2)
    await customer.hang_up()
    await exchange.expect(RecordingEnded, recording=recording)
    recorded = await exchange.recorded(recording)
    assert recorded.silence < 0.5
    assert (recorded.said, recorded.heard) == ({customer.name}, {seat.name})


@pytest.mark.parametrize("kind", [PauseRecording, ResumeRecording])
async def test_what_is_not_recorded_is_not_paused(
    exchange: Exchange, kind: type[PauseRecording | ResumeRecording]
) -> None:
    _, leg = await scenes.answered_caller(exchange)
    effects: list[SwitchEffect] = [kind("nothing", "leg-of-nobody"), kind("nothing", leg)]
    for effect in effects:
        exchange.perform(effect)
        assert (await exchange.expect(SwitchFailed, effect=effect)).reason == "not_found"
