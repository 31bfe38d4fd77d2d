"""A waiting caller is to hear the place in line."""

from __future__ import annotations

from callseat.domain.queue import waiting
from callseat.domain.timer import AnnounceDue
from callseat.domain.turn import Turn


def run(turn: Turn, timer: AnnounceDue) -> None:
    contact = turn.world.contacts.get(timer.contact)
    if contact is not None and contact.visit is not None:
        waiting.announce(turn, contact)
