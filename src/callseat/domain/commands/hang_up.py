"""hangUp: end the active, dialling or monitoring call. Manual: 挂机(HangUp).

A call on hold stays there.
"""

from __future__ import annotations

from callseat.domain import dialling, errand, supervision, talk
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.dial_result import CANCELLED
from callseat.domain.errors import Reason, Refused
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import PartState, Seat

NAME = "hangUp"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Hang up the active call.", "挂断当前通话。")
REFUSALS = (Reason.NO_CALL,)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    part = at.part
    if at.errand is not None:
        errand.cancel(turn, at)
    elif at.supervising is not None:
        supervision.end(turn, at, "call_ended")
    elif part is None or part.state is PartState.RINGING:
        raise Refused(Reason.NO_CALL)
    elif part.state is PartState.DIALING:
        dialling.failed(turn, part, CANCELLED)
    else:
        talk.leave(turn, part)
    return {}
