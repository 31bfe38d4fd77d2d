"""completeTransfer: who talks and who is on hold talk together, without the seat. An extension."""

from __future__ import annotations

from callseat.domain import transfer
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "completeTransfer"
ALIASES: tuple[str, ...] = ()
EXTENSION = True
PERMISSION = Permission.SEAT
SUMMARY = Text("Complete the transfer out of a consultation.", "完成咨询转接。")
REFUSALS = (Reason.NO_CALL, Reason.NO_HELD_CALL)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    transfer.complete(turn, at)
    return {}
