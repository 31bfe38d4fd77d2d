"""The records answered a flow."""

from __future__ import annotations

from callseat.domain.flow import walk
from callseat.domain.inputs import LookedUp
from callseat.domain.turn import Turn


def run(turn: Turn, event: LookedUp) -> None:
    contact = turn.world.contacts.get(turn.world.asked.get(event.id, ""))
    if contact is not None:
        walk.answered(turn, contact, event)
