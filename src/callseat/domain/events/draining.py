"""The server is to stop: calls that are here go on to their end, new ones are turned away."""

from __future__ import annotations

from callseat.domain.dialer import running
from callseat.domain.inputs import Draining
from callseat.domain.turn import Turn


def run(turn: Turn, event: Draining) -> None:
    turn.world.draining = True
    turn.log("draining")
    running.refresh(turn)
