"""The node `queue`: wait for a seat."""

from __future__ import annotations

from callseat.domain.flow.flow import Enqueue
from callseat.domain.flow.nodes.behaviour import Behaviour, answer
from callseat.domain.queue import waiting
from callseat.domain.turn import Turn
from callseat.domain.world import Contact


class EnqueueBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Enqueue) -> str | None:
        line = waiting.open_line(turn, node.queue)
        if line is None:
            return "overflow"
        if node.empty and not line.staff:
            return "empty"
        answer(turn, contact)
        waiting.join(turn, contact, node)
        return None
