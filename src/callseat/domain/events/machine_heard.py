"""What answered a campaign's call is a person, a machine, or nobody can tell."""

from __future__ import annotations

from callseat.domain.dialer import progress
from callseat.domain.inputs import MachineHeard
from callseat.domain.turn import Turn


def run(turn: Turn, event: MachineHeard) -> None:
    call = turn.world.lead_calls.get(event.leg)
    if call is not None:
        progress.heard(turn, call, event)
