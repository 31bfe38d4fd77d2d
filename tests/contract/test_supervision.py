"""Taps: a supervisor listens on a leg's line, and whispers to it.

The tap is a leg of the switch's own; joined to a call, it brings what is on the target's line, and
takes there what is said in that call.
"""

from __future__ import annotations

from callseat.domain.effects import HangUp, Join, Leave, Mute, OpenCall, Record, Tap
from callseat.domain.inputs import LegAnswered, LegEnded, RecordingEnded, SwitchFailed
from tests.contract import scenes
from tests.contract.log import story
from tests.contract.party import Exchange, Telephone


async def tapped(exchange: Exchange, target: str) -> tuple[Telephone, str, str]:
    """A supervisor in one call with a tap on `target`: with the legs of both."""
    supervisor, leg = await scenes.answered_phone(exchange, "1009")
    tap, call = exchange.new_id("whisper"), exchange.new_id("call")
    exchange.perform(Tap(tap, target))
    await exchange.expect(LegAnswered, leg=tap)
    exchange.perform(OpenCall(call, beside=tap), Join(tap, call), Join(leg, call))
    return supervisor, leg, tap


async def test_a_supervisor_hears_both_and_is_heard_by_the_target_alone(
    exchange: Exchange,
) -> None:
    customer, _, seat, seat_leg, _ = await scenes.talk(exchange)
    supervisor, _, _ = await tapped(exchange, seat_leg)
    await exchange.expect_ears(supervisor, seat.name, customer.name)
    await exchange.expect_ears(seat, customer.name, supervisor.name)
    await exchange.expect_ears(customer, seat.name)


async def test_a_whisper_reaches_a_phone_that_is_in_no_call(exchange: Exchange) -> None:
    customer, _, seat, seat_leg, call = await scenes.talk(exchange)
    supervisor, _, _ = await tapped(exchange, seat_leg)
    await exchange.expect_ears(seat, customer.name, supervisor.name)
    exchange.perform(Leave(seat_leg, call))
    await exchange.expect_ears(seat, supervisor.name)
    await exchange.expect_ears(supervisor, seat.name)
    exchange.perform(Join(seat_leg, call))
    await exchange.expect_ears(seat, customer.name, supervisor.name)
    await exchange.expect_ears(customer, seat.name)


async def test_a_muted_supervisor_only_listens(exchange: Exchange) -> None:
    customer, _, seat, seat_leg, _ = await scenes.talk(exchange)
    supervisor, leg, _ = await tapped(exchange, seat_leg)
    await exchange.expect_ears(seat, customer.name, supervisor.name)
    exchange.perform(Mute(leg))
    await exchange.expect_ears(seat, customer.name)
    await exchange.expect_ears(supervisor, seat.name, customer.name)


async def test_a_whisper_is_in_no_recording_of_the_customer(exchange: Exchange) -> None:
    customer, leg, seat, seat_leg, _ = await scenes.talk(exchange)
    supervisor, _, _ = await tapped(exchange, seat_leg)
    await exchange.expect_ears(seat, customer.name, supervisor.name)
    exchange.perform(Record(recording := exchange.new_id("recording"), leg))
    await exchange.pass_time(2)
    await customer.hang_up()
    await exchange.expect(RecordingEnded, recording=recording)
    recorded = await exchange.recorded(recording)
    assert (recorded.said, recorded.heard) == ({customer.name}, {seat.name})


async def test_a_tap_that_is_hung_up_leaves_the_call_alone(exchange: Exchange) -> None:
    customer, _, seat, seat_leg, _ = await scenes.talk(exchange)
    supervisor, _, tap = await tapped(exchange, seat_leg)
    await exchange.expect_ears(seat, customer.name, supervisor.name)
    exchange.perform(HangUp(tap))
    await exchange.expect(LegEnded, leg=tap)
    await exchange.expect_ears(supervisor)
    await exchange.expect_ears(seat, customer.name)
    await exchange.expect_ears(customer, seat.name)
    assert story(exchange.events, tap) == ["LegAnswered", "LegEnded"]


async def test_a_tap_ends_with_its_target(exchange: Exchange) -> None:
    _, _, seat, seat_leg, _ = await scenes.talk(exchange)
    supervisor, leg, tap = await tapped(exchange, seat_leg)
    await seat.hang_up()
    await exchange.expect(LegEnded, leg=tap)
    await exchange.expect(LegEnded, leg=seat_leg)
    await exchange.expect_ears(supervisor)
    assert story(exchange.events, leg)[-1] == "LegAnswered"
    assert story(exchange.events, tap) == ["LegAnswered", "LegEnded"]


async def test_a_customers_line_can_be_tapped(exchange: Exchange) -> None:
    customer, leg, seat, _, _ = await scenes.talk(exchange)
    supervisor, _, _ = await tapped(exchange, leg)
    await exchange.expect_ears(supervisor, seat.name, customer.name)
    await exchange.expect_ears(customer, seat.name, supervisor.name)
    await exchange.expect_ears(seat, customer.name)


async def test_a_tap_follows_its_target_into_another_call(exchange: Exchange) -> None:
    _, _, seat, seat_leg, _ = await scenes.talk(exchange)
    supervisor, _, _ = await tapped(exchange, seat_leg)
    other, other_leg = await scenes.answered_caller(exchange, "4002")
    exchange.perform(OpenCall(second := exchange.new_id("call")))
    exchange.perform(Join(other_leg, second), Join(seat_leg, second))
    await exchange.expect_ears(supervisor, seat.name, other.name)
    await exchange.expect_ears(other, seat.name)


async def test_a_whisper_is_heard_by_who_is_alone_in_a_call(exchange: Exchange) -> None:
    customer, leg, seat, seat_leg, call = await scenes.talk(exchange)
    supervisor, _, _ = await tapped(exchange, seat_leg)
    await exchange.expect_ears(seat, customer.name, supervisor.name)
    exchange.perform(Leave(leg, call))
    await exchange.expect_ears(seat, supervisor.name)
    await exchange.expect_ears(supervisor, seat.name)


async def test_a_line_that_is_not_there_is_not_tapped(exchange: Exchange) -> None:
    effect = Tap(exchange.new_id("whisper"), "leg-of-nobody")
    exchange.perform(effect)
    assert (await exchange.expect(SwitchFailed, effect=effect)).reason == "not_found"


async def test_a_tap_is_not_made_twice(exchange: Exchange) -> None:
    _, _, _, seat_leg, _ = await scenes.talk(exchange)
    _, _, tap = await tapped(exchange, seat_leg)
    exchange.perform(Tap(tap, seat_leg))
    failed = await exchange.expect(SwitchFailed, effect=Tap(tap, seat_leg))
    assert failed.reason == "conflict"
    assert story(exchange.events, tap) == ["LegAnswered"]
