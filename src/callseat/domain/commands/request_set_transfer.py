"""requestSetTransfer: forward direct calls. Manual: 设置呼叫转移(RequestSetTransfer).

For the seat's own extension: 1 always and 2 when busy are two slots, 0 clears both and ignores the
callee. Refused at once if the callee is the extension itself, leads back to it, or is reached only
over more than three hops as things stand; what becomes so later is treated as busy.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import forwarding
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "requestSetTransfer"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Forward direct calls, always or when busy; 0 ends it.", "设置或取消呼叫转移。")
REFUSALS = (Reason.BAD_PARAMETER,)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    mode: int
    callee: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    forwarding.set_slot(turn, at.extension, params.mode, params.callee)
    return {}
