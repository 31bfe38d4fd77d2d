"""The seat did not answer in time: its phone stops ringing and the caller waits on."""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain.effects import HangUpReason
from callseat.domain.timer import RingOver
from callseat.domain.turn import Turn
from callseat.domain.world import Stage


def run(turn: Turn, timer: RingOver) -> None:
    leg = turn.world.legs.get(timer.leg)
    if leg is None:
        return
    contact = turn.world.contacts.get(leg.contact)
    if contact is None or contact.stage is not Stage.OFFERED or contact.seat_leg != leg.id:
        return
    contacts.hang_up(turn, leg.id, HangUpReason.NO_ANSWER)
    contacts.not_taken(turn, contact, turn.seat(leg.user), "missed")
