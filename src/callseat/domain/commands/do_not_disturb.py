"""doNotDisturb: no queue calls. Manual: 示忙(DoNotDisturb). In a call: pending."""

from __future__ import annotations

from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.seat import wish
from callseat.domain.seat_table import Choice
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "doNotDisturb"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text(
    "Take no queue calls; in a call, from its end on.", "示忙；通话中则从通话结束时开始。"
)
REFUSALS = (Reason.WRONG_STATUS,)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    return wish(turn, at, Choice.BUSY, "do_not_disturb")
