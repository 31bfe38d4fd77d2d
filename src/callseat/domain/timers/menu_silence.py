"""No digit came after a menu's sounds."""

from __future__ import annotations

from callseat.domain.flow import walk
from callseat.domain.timer import MenuSilence
from callseat.domain.turn import Turn


def run(turn: Turn, timer: MenuSilence) -> None:
    contact = turn.world.contacts.get(timer.contact)
    # A digit may have come just before: then nothing listens any more, or sounds play again.
    if contact is not None and contact.walk is not None and contact.walk.listening:
        walk.silent(turn, contact)
