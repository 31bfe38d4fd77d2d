"""The node `hours`: whether a calendar is open now."""

from __future__ import annotations

from callseat.domain.calendar import is_open
from callseat.domain.flow.flow import Hours
from callseat.domain.flow.nodes.behaviour import Behaviour
from callseat.domain.turn import Turn
from callseat.domain.world import Contact


class HoursBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Hours) -> str | None:
        calendar = turn.world.calendars.get(node.calendar)
        if calendar is None:
            return "failed"
        return "open" if is_open(calendar, turn.at) else "closed"
