"""ready: the seat's own way out of BUSY and WORK, and out of a pending one (示闲)."""

from __future__ import annotations

from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.seat import wish
from callseat.domain.seat_table import Choice
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "ready"
ALIASES: tuple[str, ...] = ()
EXTENSION = True
PERMISSION = Permission.SEAT
SUMMARY = Text("Be idle: leave busy and work.", "示闲：退出示忙或事务处理。")
REFUSALS = (Reason.WRONG_STATUS, Reason.DISPOSITION_REQUIRED)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    return wish(turn, at, Choice.READY, "ready")
