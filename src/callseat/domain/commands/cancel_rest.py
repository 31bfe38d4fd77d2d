"""cancelRest: end the rest, or withdraw the wish for one. Manual: 取消小休(CancelRest).

From a rest the seat is idle, whatever it was before; at work if it owes a disposition.
"""

from __future__ import annotations

from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.rest.room import RestStage
from callseat.domain.seat import stop_rest
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "cancelRest"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("End the rest, or withdraw the request for one.", "销假，或取消尚未开始的小休申请。")
REFUSALS = (Reason.REST_NOT_REQUESTED,)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    if at.rest.stage is RestStage.NONE:
        raise Refused(Reason.REST_NOT_REQUESTED)
    stop_rest(turn, at, "cancel_rest")
    return {}
