"""The node `say`: a text is spoken."""

from __future__ import annotations

from callseat.domain.flow.flow import Say
from callseat.domain.flow.nodes.behaviour import Behaviour, play, spoken
from callseat.domain.turn import Turn
from callseat.domain.world import Contact


class SayBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Say) -> str | None:
        words = spoken(contact, node.text, node.language)
        if not words:
            return "next"
        play(turn, contact, words)
        return None

    def played(self, turn: Turn, contact: Contact, node: Say) -> str | None:
        return "next"
