"""Customers who call at a gentle rate, for a demonstration without telephony."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from callseat.switch.simulated import outside
from callseat.switch.simulated.network import Network
from callseat.switch.simulated.settings import CustomerHabits


class Traffic:
    """Calls come by chance, on average `pause` seconds apart, until `stop`."""

    def __init__(
        self, network: Network, numbers: Sequence[str], pause: float = 5.0, seed: int = 0
    ) -> None:
        self._network = network
        self._numbers = tuple(numbers)
        self._pause = pause
        self._random = Random(seed)
        self._alarm = network.clock.after(self._gap(), self._call)

    def stop(self) -> None:
        """Nobody calls any more; who is on the line stays."""
        self._alarm.cancel()

    def _gap(self) -> int:
        return int(self._random.expovariate(1 / self._pause) * 1000)

    def _call(self) -> None:
        random = self._random
        habits = CustomerHabits(
            patience=random.randint(20_000, 120_000),
            talk=random.randint(10_000, 60_000),
            digits=((random.randint(1_000, 8_000), random.choice("12")),),
        )
        caller = f"138{random.randrange(10**8):08}"
        outside.call_in(self._network, random.choice(self._numbers), caller, habits=habits)
        self._alarm = self._network.clock.after(self._gap(), self._call)
