"""A switch and what it needs to run: chosen by the settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from callseat.clock import Clock
from callseat.config import SwitchSettings
from callseat.domain.text import Text
from callseat.switch.asterisk.house import AsteriskHouse
from callseat.switch.driver import Deliver, Switch
from callseat.switch.simulated.switch import SimulatedSwitch
from callseat.switch.speech import Speaker

Progress = Callable[[Text], None]


class SwitchHouse(Protocol):
    """The switch with its surroundings. `start` returns when calls can come."""

    @property
    def switch(self) -> Switch: ...

    async def start(self, deliver: Deliver, progress: Progress) -> None: ...

    async def stop(self) -> None: ...


class SimulatedHouse:
    """Nothing surrounds plain data."""

    def __init__(self, switch: SimulatedSwitch | None = None) -> None:
        self.switch = switch or SimulatedSwitch()

    async def start(self, deliver: Deliver, progress: Progress) -> None:
        progress(Text("simulated switch", "模拟交换机"))
        await self.switch.start(deliver)

    async def stop(self) -> None:
        await self.switch.stop()


def make_house(
    settings: SwitchSettings, data: Path, clock: Clock, speaker: Speaker | None = None
) -> SwitchHouse:
    """`speaker` None: nothing can be said."""
    if settings.kind == "simulated":
        return SimulatedHouse()
    return AsteriskHouse(settings, data, clock, speaker)
