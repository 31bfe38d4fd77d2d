"""refuse: the ringing call is not taken; it goes back to its line. Manual: 拒绝接听(Refuse)."""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.effects import HangUpReason
from callseat.domain.errors import Reason
from callseat.domain.part import ringing_leg
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "refuse"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Do not take the ringing call.", "拒接正在振铃的来话。")
REFUSALS = (Reason.NOT_RINGING,)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    leg = ringing_leg(turn, at)
    contact = turn.world.contacts[leg.contact]
    contacts.hang_up(turn, leg.id, HangUpReason.NORMAL)
    contacts.not_taken(turn, contact, at, "refused")
    return {}
