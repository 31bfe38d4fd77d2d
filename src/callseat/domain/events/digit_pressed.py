"""A customer pressed a key of the telephone."""

from __future__ import annotations

from callseat.domain.flow import walk
from callseat.domain.inputs import DigitPressed
from callseat.domain.turn import Turn
from callseat.domain.world import Stage

DIGITS = "0123456789*#ABCD"  # RFC 4733 section 3.2


def run(turn: Turn, event: DigitPressed) -> None:
    leg = turn.world.legs.get(event.leg)
    contact = turn.world.contacts.get(leg.contact) if leg and not leg.user else None
    known = len(event.digit) == 1 and event.digit in DIGITS
    if contact is not None and contact.stage is Stage.FLOW and known:
        walk.pressed(turn, contact, event.digit)
