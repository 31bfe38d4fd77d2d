"""An attempt to reach a lead is written down, or must not be made."""

from __future__ import annotations

from callseat.domain.dialer import placing
from callseat.domain.inputs import AttemptBooked
from callseat.domain.turn import Turn


def run(turn: Turn, event: AttemptBooked) -> None:
    placing.booked(turn, event)
