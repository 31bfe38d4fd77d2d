"""The node `attach`: what the seats are to see of the call."""

from __future__ import annotations

from callseat.domain import attached
from callseat.domain.errors import Refused
from callseat.domain.flow import values
from callseat.domain.flow.flow import Attach
from callseat.domain.flow.nodes.behaviour import Behaviour
from callseat.domain.turn import Turn
from callseat.domain.world import Contact

LONGEST_MSG = 4096  # bytes


class AttachBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Attach) -> str | None:
        msg = values.fill(contact, node.msg)
        if len(msg.encode("utf-8", "replace")) > LONGEST_MSG:
            return "failed"
        contact.msg = msg or contact.msg
        try:
            for one in node.data:
                attached.attach(turn, contact, one.name, values.fill(contact, one.text))
        except Refused:
            return "failed"
        return "next"
