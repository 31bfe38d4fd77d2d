"""hangUp: end the seat's active call. Manual: 挂机(HangUp)."""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Activity, Seat

NAME = "hangUp"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Hang up the active call.", "挂断当前通话。")
REFUSALS = (Reason.NO_CALL,)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    leg = turn.world.legs.get(at.leg)
    contact = turn.world.contacts.get(leg.contact) if leg else None
    if at.activity is not Activity.TALKING or contact is None:
        raise Refused(Reason.NO_CALL)
    contacts.end(turn, contact, "seat")
    return {}
