"""The connection to the switch breaks and comes back: legs of ours are told of as such."""

from __future__ import annotations

from callseat.domain.effects import DialOutside, HangUp, Tap
from callseat.domain.inputs import (
    CallArrived,
    LegAnswered,
    LegEnded,
    LegRinging,
    PhoneDialled,
    SwitchLost,
    SwitchSnapshot,
)
from tests.contract import scenes
from tests.contract.party import Exchange, Manner

NUMBER = "13900139001"


async def test_outside_legs_and_taps_are_in_the_snapshot_and_are_no_arrivals(
    exchange: Exchange,
) -> None:
    exchange.answering(NUMBER, Manner.RINGS)
    _, leg = await scenes.answered_caller(exchange)
    outside, tap = exchange.new_id("outside"), exchange.new_id("whisper")
    exchange.perform(DialOutside(outside, "city", NUMBER, "4001"), Tap(tap, leg))
    await exchange.expect(LegRinging, leg=outside)
    await exchange.expect(LegAnswered, leg=tap)
    await exchange.expect(SwitchSnapshot)
    await exchange.reconnect()
    await exchange.expect(SwitchLost)
    snapshot = await exchange.expect(SwitchSnapshot)
    assert {leg, outside, tap} <= set(snapshot.legs)
    await (await exchange.called(NUMBER)).answer()
    await exchange.expect(LegAnswered, leg=outside)
    exchange.perform(HangUp(outside), HangUp(tap))
    await exchange.expect(LegEnded, leg=outside)
    await exchange.expect(LegEnded, leg=tap)
    arrived = [it.leg for it in exchange.events if isinstance(it, CallArrived | PhoneDialled)]
    assert set(arrived) == {leg}
