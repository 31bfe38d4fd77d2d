"""No seat took whom a campaign called, in the time that is allowed."""

from __future__ import annotations

from callseat.domain.dialer import progress
from callseat.domain.timer import ConnectOver
from callseat.domain.turn import Turn


def run(turn: Turn, timer: ConnectOver) -> None:
    contact = turn.world.contacts.get(timer.contact)
    if contact is not None:
        progress.abandon(turn, contact)
