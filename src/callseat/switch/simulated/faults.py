"""Effects that the network refuses on purpose: the n-th of a kind, or some at random by a seed."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from callseat.domain.effects import SwitchEffect


class Faults:
    """`nth` names which effects fail, counted from 1 for each kind; `rate` is 0 to 1."""

    def __init__(
        self,
        nth: Mapping[type[SwitchEffect], frozenset[int]] | None = None,
        rate: float = 0.0,
        seed: int = 0,
    ) -> None:
        self._nth = dict(nth or {})
        self._rate = rate
        self._random = Random(seed)
        self._counts: dict[type[SwitchEffect], int] = {}

    def strikes(self, effect: SwitchEffect) -> bool:
        """Whether this effect is to fail; to be asked once for each effect."""
        kind = type(effect)
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        return count in self._nth.get(kind, ()) or (
            self._rate > 0 and self._random.random() < self._rate
        )
