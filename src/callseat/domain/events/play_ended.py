"""A playback ended: the flow's, or the place in line."""

from __future__ import annotations

from callseat.domain.flow import walk
from callseat.domain.inputs import PlayEnded
from callseat.domain.queue import waiting
from callseat.domain.turn import Turn
from callseat.domain.world import Stage


def run(turn: Turn, event: PlayEnded) -> None:
    leg = turn.world.legs.get(event.leg)
    contact = turn.world.contacts.get(leg.contact) if leg else None
    if contact is None:
        return
    if contact.visit is not None and contact.visit.announcement == event.play:
        waiting.announced(turn, contact)
    elif contact.stage is Stage.FLOW:
        walk.played(turn, contact, event.play)
