"""The node `collect`: what is to be heard, then digits. Pressing early cuts it short."""

from __future__ import annotations

from callseat.domain.flow import values
from callseat.domain.flow.flow import Collect
from callseat.domain.flow.nodes.behaviour import (
    Behaviour,
    listen,
    prompt,
    stop_listening,
    stop_play,
    walk_of,
)
from callseat.domain.turn import Turn
from callseat.domain.world import Contact


class CollectBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Collect) -> str | None:
        walk_of(contact).tries = 1
        self._ask(turn, contact, node)
        return None

    def played(self, turn: Turn, contact: Contact, node: Collect) -> str | None:
        listen(turn, contact, node.wait)
        return None

    def pressed(self, turn: Turn, contact: Contact, node: Collect, digit: str) -> str | None:
        stop_play(turn, contact)
        stop_listening(turn, contact)
        walk = walk_of(contact)
        if digit == node.ends:
            return self._read(turn, contact, node)
        walk.digits += digit
        if len(walk.digits) >= node.most:
            return self._read(turn, contact, node)
        listen(turn, contact, node.gap)
        return None

    def silent(self, turn: Turn, contact: Contact, node: Collect) -> str | None:
        walk_of(contact).listening = False
        return self._read(turn, contact, node)

    def _ask(self, turn: Turn, contact: Contact, node: Collect) -> None:
        walk_of(contact).digits = ""
        prompt(turn, contact, node)

    def _read(self, turn: Turn, contact: Contact, node: Collect) -> str | None:
        """The digits, if they are enough; else once more."""
        walk = walk_of(contact)
        if len(walk.digits) >= node.least and values.put(contact, node.into, walk.digits):
            return "next"
        if walk.tries >= node.tries:
            return "otherwise"
        walk.tries += 1
        self._ask(turn, contact, node)
        return None
