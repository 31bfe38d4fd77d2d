"""A customer pressed a key of the telephone."""

from __future__ import annotations

from callseat.domain import legs
from callseat.domain.flow import walk
from callseat.domain.flow.flow import Enqueue
from callseat.domain.inputs import DigitPressed
from callseat.domain.queue import call_back, waiting
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Stage

DIGITS = "0123456789*#ABCD"  # RFC 4733 section 3.2


def run(turn: Turn, event: DigitPressed) -> None:
    leg = turn.world.legs.get(event.leg)
    contact = turn.world.contacts.get(leg.contact) if leg and not leg.user else None
    known = len(event.digit) == 1 and event.digit in DIGITS
    if contact is None or not known or contact.leg != event.leg:
        return
    if contact.stage is Stage.FLOW:
        walk.pressed(turn, contact, event.digit)
    elif contact.stage is Stage.WAITING and contact.visit is not None:
        _in_line(turn, contact, contact.visit.node, event.digit)


def _in_line(turn: Turn, contact: Contact, node: Enqueue, digit: str) -> None:
    """Keys of who waits: out of the line, or to be called back."""
    if digit == node.leave:
        waiting.leave(turn, contact, "left")
        legs.stop_music(turn, turn.world.legs[contact.leg])
        walk.leave(turn, contact, "left")
    elif digit == node.call_back:
        call_back.accept(turn, contact)
