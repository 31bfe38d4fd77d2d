"""cancelTransfer: give a transfer or a consultation up, and go back. An extension."""

from __future__ import annotations

from callseat.domain import transfer
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "cancelTransfer"
ALIASES: tuple[str, ...] = ()
EXTENSION = True
PERMISSION = Permission.SEAT
SUMMARY = Text(
    "Give the transfer or consultation up; back to the held call.",
    "取消转接或咨询，恢复被保持的通话。",
)
REFUSALS = (Reason.NO_CALL, Reason.NO_HELD_CALL)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    transfer.cancel(turn, at)
    return {}
