"""The node `menu`: sounds, then one digit. Pressing early cuts the sounds short."""

from __future__ import annotations

from callseat.domain.flow.flow import Menu
from callseat.domain.flow.nodes.behaviour import Behaviour, play, stop_play
from callseat.domain.timer import MenuSilence
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, FlowWalk


class MenuBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Menu) -> str | None:
        _walk(contact).tries = 1
        play(turn, contact, node.sounds)
        return None

    def played(self, turn: Turn, contact: Contact, node: Menu) -> str | None:
        _walk(contact).listening = True
        turn.set_timer(f"menu:{contact.id}", node.wait, MenuSilence(contact.id))
        return None

    def pressed(self, turn: Turn, contact: Contact, node: Menu, digit: str) -> str | None:
        stop_play(turn, contact)
        _stop_listening(turn, contact)
        for choice in node.choices:
            if choice.digit == digit:
                return choice.next
        return self._again(turn, contact, node)

    def silent(self, turn: Turn, contact: Contact, node: Menu) -> str | None:
        _walk(contact).listening = False
        return self._again(turn, contact, node)

    def _again(self, turn: Turn, contact: Contact, node: Menu) -> str | None:
        walk = _walk(contact)
        if walk.tries >= node.tries:
            return node.otherwise
        walk.tries += 1
        play(turn, contact, node.sounds)
        return None


def _stop_listening(turn: Turn, contact: Contact) -> None:
    walk = _walk(contact)
    if walk.listening:
        walk.listening = False
        turn.cancel_timer(f"menu:{contact.id}")


def _walk(contact: Contact) -> FlowWalk:
    if contact.walk is None:
        raise LookupError(f"{contact.id} walks in no flow")
    return contact.walk
