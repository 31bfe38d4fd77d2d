"""A campaign is to look again: for leads, or whether to dial."""

from __future__ import annotations

from callseat.domain.dialer import running
from callseat.domain.timer import DialDue
from callseat.domain.turn import Turn


def run(turn: Turn, timer: DialDue) -> None:
    running.due(turn, timer.campaign)
