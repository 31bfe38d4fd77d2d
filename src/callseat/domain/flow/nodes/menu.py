"""The node `menu`: what is to be heard, then one digit. Pressing early cuts it short."""

from __future__ import annotations

from callseat.domain.flow import values
from callseat.domain.flow.flow import Menu
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


class MenuBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Menu) -> str | None:
        walk_of(contact).tries = 1
        prompt(turn, contact, node)
        return None

    def played(self, turn: Turn, contact: Contact, node: Menu) -> str | None:
        listen(turn, contact, node.wait)
        return None

    def pressed(self, turn: Turn, contact: Contact, node: Menu, digit: str) -> str | None:
        stop_play(turn, contact)
        stop_listening(turn, contact)
        if any(choice.digit == digit for choice in node.choices):
            values.put(contact, "choice", digit)
            return f"choices.{digit}"
        return self._again(turn, contact, node)

    def silent(self, turn: Turn, contact: Contact, node: Menu) -> str | None:
        walk_of(contact).listening = False
        return self._again(turn, contact, node)

    def _again(self, turn: Turn, contact: Contact, node: Menu) -> str | None:
        walk = walk_of(contact)
        if walk.tries >= node.tries:
            return "otherwise"
        walk.tries += 1
        prompt(turn, contact, node)
        return None
