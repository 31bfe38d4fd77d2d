"""The node `play`: sounds to their end."""

from __future__ import annotations

from callseat.domain.flow.flow import Play
from callseat.domain.flow.nodes.behaviour import Behaviour, play
from callseat.domain.turn import Turn
from callseat.domain.world import Contact


class PlayBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Play) -> str | None:
        play(turn, contact, node.sounds)
        return None

    def played(self, turn: Turn, contact: Contact, node: Play) -> str | None:
        return "next"
