"""No verdict came on what answered: it is treated as a person."""

from __future__ import annotations

from callseat.domain.dialer import progress
from callseat.domain.inputs import MachineHeard
from callseat.domain.timer import DetectionOver
from callseat.domain.turn import Turn


def run(turn: Turn, timer: DetectionOver) -> None:
    call = turn.world.lead_calls.get(timer.leg)
    if call is not None:
        progress.heard(turn, call, MachineHeard(turn.at, timer.leg, "unsure", "no_verdict"))
