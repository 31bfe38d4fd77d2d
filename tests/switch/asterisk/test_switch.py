"""The driver's memory: what it knew of a leg that could not be made is forgotten."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from callseat.domain.effects import DialOutside, DialPhone, SwitchEffect, Tap
from callseat.domain.inputs import SwitchEvent, SwitchFailed
from callseat.switch.asterisk.ami import AmiSettings
from callseat.switch.asterisk.ari.settings import AriSettings
from callseat.switch.asterisk.switch import AsteriskSwitch

EFFECTS = [
    DialPhone("l-1", "1001", "138"),
    DialOutside("o-1", "city", "138", ""),
    Tap("w-1", "l-1"),
]


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: type(effect).__name__)
async def test_a_leg_that_could_not_be_made(tmp_path: Path, effect: SwitchEffect) -> None:
    switch = AsteriskSwitch(
        AriSettings(username="u", password="p", application="callseat"),
        AmiSettings(port=1, username="u", secret="s"),
        lambda: 0,
        monitor=tmp_path,
        recordings=tmp_path,
    )
    told: asyncio.Queue[SwitchEvent] = asyncio.Queue()
    switch._deliver = told.put_nowait
    switch.perform([effect])  # nobody is connected
    assert await told.get() == SwitchFailed(0, effect, "not_connected")
    assert not switch._lanes._lanes
    assert not switch._made
    assert not switch._entrances._waiting
