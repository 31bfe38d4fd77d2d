"""How long a start waits for Asterisk."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from callseat.clock import steady_clock
from callseat.config import SwitchSettings
from callseat.switch.asterisk import house as module
from callseat.switch.asterisk.house import AsteriskHouse, NotConnectedError


@dataclass
class Told:
    """A switch that Asterisk has reached or not, and that was told everything at `whole`."""

    reached: bool
    whole: float = float("inf")
    port: int = 8089

    @property
    def up(self) -> bool:
        return time.monotonic() >= self.whole


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsteriskHouse:
    monkeypatch.setattr(module, "CONNECT_WITHIN", 0.05)
    return AsteriskHouse(SwitchSettings(), tmp_path, steady_clock())


async def test_telling_many_phones_may_take_longer_than_connecting(house: AsteriskHouse) -> None:
    house.switch = Told(reached=True, whole=time.monotonic() + 0.3)  # type: ignore[assignment]
    async with asyncio.timeout(10):
        await house._connected()
    assert house.switch.up


async def test_an_asterisk_that_does_not_come_is_told_to_the_operator(house: AsteriskHouse) -> None:
    house.switch = Told(reached=False)  # type: ignore[assignment]
    with pytest.raises(NotConnectedError, match="did not connect to port 8089"):
        await house._connected()
