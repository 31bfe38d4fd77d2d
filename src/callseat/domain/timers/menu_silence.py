"""No digit came after a menu's sounds."""

from __future__ import annotations

from callseat.domain.flow import walk
from callseat.domain.timer import MenuSilence
from callseat.domain.turn import Turn
from callseat.domain.world import Stage


def run(turn: Turn, timer: MenuSilence) -> None:
    contact = turn.world.contacts.get(timer.contact)
    if contact is not None and contact.stage is Stage.FLOW:
        walk.silent(turn, contact)
