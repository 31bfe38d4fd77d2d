"""workBusy: work beside the telephone. Manual: 事务处理(WorkBusy). In a call: pending."""

from __future__ import annotations

from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.seat import wish
from callseat.domain.seat_table import Choice
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "workBusy"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Do paper work; in a call, from its end on.", "事务处理；通话中则从通话结束时开始。")
REFUSALS = (Reason.WRONG_STATUS,)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    return wish(turn, at, Choice.WORK, "work_busy")
