"""workFree: leave WORK, or withdraw it while it is pending. Manual: 取消事务处理(WorkFree)."""

from __future__ import annotations

from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.seat import wish
from callseat.domain.seat_table import Choice
from callseat.domain.status import Status
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "workFree"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("End the work and be idle.", "取消事务处理。")
REFUSALS = (Reason.WRONG_STATUS, Reason.DISPOSITION_REQUIRED)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    if Status.WORK not in (at.base, at.pending):
        raise Refused(Reason.WRONG_STATUS)
    return wish(turn, at, Choice.END_WORK, "work_free")
