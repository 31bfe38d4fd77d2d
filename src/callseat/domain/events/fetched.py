"""A server answered a flow, or did not."""

from __future__ import annotations

from callseat.domain.flow import walk
from callseat.domain.inputs import Fetched
from callseat.domain.turn import Turn


def run(turn: Turn, event: Fetched) -> None:
    contact = turn.world.contacts.get(turn.world.asked.get(event.id, ""))
    if contact is not None:
        walk.answered(turn, contact, event)
