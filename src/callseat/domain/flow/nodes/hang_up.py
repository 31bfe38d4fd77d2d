"""The node `hangup`: end the call."""

from __future__ import annotations

from callseat.domain.flow.flow import HangUp
from callseat.domain.flow.nodes.behaviour import Behaviour
from callseat.domain.turn import Turn
from callseat.domain.world import Contact


class HangUpBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: HangUp) -> str | None:
        return ""
