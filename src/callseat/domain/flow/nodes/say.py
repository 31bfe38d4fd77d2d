"""The node `say`: a text is spoken."""

from __future__ import annotations

from callseat.domain.effects import Speech
from callseat.domain.flow import values
from callseat.domain.flow.flow import Say
from callseat.domain.flow.nodes.behaviour import Behaviour, play
from callseat.domain.turn import Turn
from callseat.domain.world import Contact


class SayBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Say) -> str | None:
        text = values.fill(contact, node.text).strip()
        if not text:
            return "next"
        language = node.language or contact.values["language"]
        play(turn, contact, (Speech(text, language),))
        return None

    def played(self, turn: Turn, contact: Contact, node: Say) -> str | None:
        return "next"
