"""The driver: the simulated network behind the port that every switch has."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from callseat.domain.effects import SwitchEffect
from callseat.switch.driver import Deliver, Plant
from callseat.switch.simulated import outside
from callseat.switch.simulated.clock import wall_clock
from callseat.switch.simulated.network import Network
from callseat.switch.simulated.perform import perform
from callseat.switch.simulated.settings import SimulationSettings


def furnished_network() -> Network:
    """A network that goes with the time of day, every phone registered and on its desk."""
    clock = wall_clock()
    return Network(clock, SimulationSettings(furnished=True), boot=str(clock.now))


class SimulatedSwitch:
    """A `Switch`. With a virtual clock its owner moves `network.clock`, else it moves by itself."""

    def __init__(self, network: Network | None = None) -> None:
        self.network = network or furnished_network()
        self._deliver: Deliver | None = None
        self._soon: asyncio.Handle | None = None
        self._alarm: asyncio.TimerHandle | None = None

    async def start(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._loop = asyncio.get_running_loop()
        self.network.clock.on_change = self._wake
        self.network.connect()

    async def provision(self, plant: Plant) -> None:
        outside.provision(self.network, plant)

    def perform(self, effects: Sequence[SwitchEffect]) -> None:
        for effect in effects:
            perform(self.network, effect)

    async def stop(self) -> None:
        """Deliver nothing any more."""
        self._deliver = None
        self.network.clock.on_change = None
        for handle in (self._soon, self._alarm):
            if handle:
                handle.cancel()

    def _wake(self) -> None:
        if self._soon is None:
            self._soon = self._loop.call_soon(self.pump)

    def pump(self) -> None:
        """Carry out what is due, deliver what happened, and wake again for the next alarm.

        The loop calls it by itself; who moves a virtual clock may call it to hear at once.
        """
        if self._soon:
            self._soon.cancel()
            self._soon = None
        clock, outbox = self.network.clock, self.network.outbox
        clock.advance_to(clock.now)
        while outbox and self._deliver:
            self._deliver(outbox.popleft())
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None
        due = clock.next_due()
        if due is not None and not clock.virtual and self._deliver:
            self._alarm = self._loop.call_later(max(0, due - clock.now) / 1000, self.pump)
