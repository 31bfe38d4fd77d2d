"""The node `answer`: take the call."""

from __future__ import annotations

from callseat.domain.flow.flow import Answer
from callseat.domain.flow.nodes.behaviour import Behaviour, answer
from callseat.domain.turn import Turn
from callseat.domain.world import Contact


class AnswerBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Answer) -> str | None:
        answer(turn, contact)
        return "next"
