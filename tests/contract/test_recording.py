"""Recordings begin when told and end with their leg."""

from __future__ import annotations

import pytest

from callseat.domain.effects import Record
from callseat.domain.inputs import LegEnded, RecordingEnded
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
