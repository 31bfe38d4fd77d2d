"""The driver with the time of day, as `callseat run --switch simulated` has it."""

from __future__ import annotations

import asyncio
import time

from callseat.domain.effects import Answer, AnswerPhone, DialPhone, Play
from callseat.domain.inputs import (
    CallArrived,
    LegAnswered,
    LegRinging,
    PhoneReachable,
    PlayEnded,
    SwitchEvent,
    SwitchFailed,
    SwitchSnapshot,
)
from callseat.switch.driver import Phone, Plant, Switch
from callseat.switch.simulated import outside
from callseat.switch.simulated.clock import wall_clock
from callseat.switch.simulated.network import Network
from callseat.switch.simulated.settings import SimulationSettings
from callseat.switch.simulated.switch import SimulatedSwitch

PLANT = Plant(phones=(Phone("1001", "secret"),), sounds=(("hello", "/sounds/hello"),))


async def test_things_happen_by_themselves_in_their_time() -> None:
    events: asyncio.Queue[SwitchEvent] = asyncio.Queue()
    settings = SimulationSettings(furnished=True, sound_length=60)
    simulated = SimulatedSwitch(Network(wall_clock(), settings))
    switch: Switch = simulated
    async with asyncio.timeout(10):
        await switch.start(events.put_nowait)
        await switch.provision(PLANT)
        assert isinstance(await events.get(), SwitchSnapshot)
        assert isinstance(await events.get(), PhoneReachable)
        leg = outside.call_in(simulated.network, "4001").leg
        arrived = await events.get()
        assert isinstance(arrived, CallArrived)
        assert abs(arrived.at - time.time() * 1000) < 5_000
        switch.perform([Answer(leg), Play("p", leg, ("hello",)), DialPhone("l", "1001", "")])
        assert isinstance(await events.get(), LegAnswered)
        assert isinstance(await events.get(), LegRinging)
        ended = await events.get()
        assert isinstance(ended, PlayEnded)
        assert ended.completed
        assert ended.at >= arrived.at + 60
        await switch.stop()


async def test_what_is_performed_is_not_delivered_in_the_same_breath() -> None:
    """The engine is in the middle of a step when it performs."""
    events: asyncio.Queue[SwitchEvent] = asyncio.Queue()
    switch = SimulatedSwitch()
    await switch.start(events.put_nowait)
    await switch.provision(PLANT)
    switch.perform([AnswerPhone("nobody")])
    assert events.empty()
    async with asyncio.timeout(10):
        kinds = [type(await events.get()) for _ in range(3)]
    assert kinds == [SwitchSnapshot, PhoneReachable, SwitchFailed]
    await switch.stop()


async def test_a_stopped_switch_is_silent() -> None:
    events: list[SwitchEvent] = []
    switch = SimulatedSwitch(Network())
    await switch.start(events.append)
    await switch.stop()
    outside.call_in(switch.network, "4001")
    switch.pump()
    assert events == []
