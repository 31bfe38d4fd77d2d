"""The node `hangup`: end the call."""

from __future__ import annotations

from callseat.domain import legs
from callseat.domain.effects import HangUpReason
from callseat.domain.flow.flow import HangUp
from callseat.domain.flow.nodes.behaviour import Behaviour
from callseat.domain.turn import Turn
from callseat.domain.world import Contact


class HangUpBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: HangUp) -> str | None:
        if node.cause == "busy":
            legs.hang_up(turn, contact.leg, HangUpReason.BUSY)
        return "end"
