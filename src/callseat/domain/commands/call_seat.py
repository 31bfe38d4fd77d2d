"""callSeat: call another seat. Manual: 呼叫坐席(CallSeat).

With an active talk that one is held first: a consultation.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import outgoing
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "callSeat"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Call another seat.", "呼叫另一座席。")
REFUSALS = (
    Reason.BAD_PARAMETER,
    Reason.TARGET_UNKNOWN,
    Reason.TARGET_OFFLINE,
    Reason.TARGET_NOT_IDLE,
    Reason.WRONG_STATUS,
    Reason.PHONE_UNREACHABLE,
    Reason.TOO_MANY_CALLS,
    Reason.NUMBER_INVALID,
    Reason.NUMBER_FORBIDDEN,
    Reason.NO_TRUNK,
    Reason.DRAINING,
)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    extension: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    outgoing.check_may_call(turn, at)
    return outgoing.start(turn, at, outgoing.direct(turn, at, params.extension))
