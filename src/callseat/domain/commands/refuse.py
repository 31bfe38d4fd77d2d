"""refuse: the ringing call is not taken; it goes back to its line. Manual: 拒绝接听(Refuse)."""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain import dialling, legs
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.dial_result import DialReason, DialResult
from callseat.domain.errors import Reason
from callseat.domain.part import ringing
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
    part = ringing(at)
    contact = turn.world.contacts[part.contact]
    attempt = turn.world.attempts.get(part.attempt)
    if attempt is not None:
        dialling.not_reached(turn, attempt, DialResult(DialReason.BUSY), "refused")
        return {}
    contact.offered_to = ""
    legs.hang_up(turn, at.leg)
    contacts.not_taken(turn, contact, part, "refused")
    return {}
