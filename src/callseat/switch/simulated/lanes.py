"""How effects overtake each other on their way: in order within a lane, at will between lanes.

A real switch is told through several sockets. A leg or call shares the lane of what it is `beside`,
a tap that of its target.
"""

from __future__ import annotations

from random import Random

from callseat.domain.effects import (
    CloseCall,
    DialOutside,
    DialPhone,
    Join,
    Leave,
    OpenCall,
    PlayToCall,
    StopCallPlay,
    SwitchEffect,
    Tap,
)

OfCall = OpenCall | CloseCall | Join | Leave | PlayToCall | StopCallPlay


class Lanes:
    """`jitter` ms is the most that an effect is late by chance. With any, lanes are kept for good:
    it is for simulations, which end.
    """

    def __init__(self, jitter: int, seed: int = 0) -> None:
        self._jitter = jitter
        self._random = Random(seed)
        self._lanes: dict[str, str] = {}  # leg or call -> lane; itself if not here
        self._busy_until: dict[str, int] = {}

    def arrival(self, effect: SwitchEffect, earliest: int) -> int:
        """When the effect reaches the switch: not before `earliest`, nor before its lane's last."""
        if not self._jitter:
            return earliest
        lane = self._lane(effect)
        due = max(earliest + self._random.randint(0, self._jitter), self._busy_until.get(lane, 0))
        self._busy_until[lane] = due
        return due

    def _lane(self, effect: SwitchEffect) -> str:
        key = effect.call if isinstance(effect, OfCall) else effect.leg
        beside = ""
        if isinstance(effect, DialPhone | DialOutside | OpenCall):
            beside = effect.beside
        elif isinstance(effect, Tap):
            beside = effect.target
        if beside:
            self._lanes[key] = self._lanes.get(beside, beside)
        return self._lanes.get(key, key)
