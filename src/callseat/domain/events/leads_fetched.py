"""The store has leads for a campaign, or has none."""

from __future__ import annotations

from callseat.domain.dialer import running
from callseat.domain.inputs import LeadsFetched
from callseat.domain.turn import Turn


def run(turn: Turn, event: LeadsFetched) -> None:
    running.fetched(turn, event)
