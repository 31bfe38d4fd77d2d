"""The node `set`: values are given their texts."""

from __future__ import annotations

from callseat.domain.flow import values
from callseat.domain.flow.flow import Set
from callseat.domain.flow.nodes.behaviour import Behaviour
from callseat.domain.turn import Turn
from callseat.domain.world import Contact


class SetBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Set) -> str | None:
        for one in node.values:
            values.put(contact, one.name, values.fill(contact, one.text))
        return "next"
