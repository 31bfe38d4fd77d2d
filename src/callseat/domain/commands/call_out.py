"""callOut: call a number outside. Manual: 外呼电话(CallOut), 外呼电话扩展(CallOutEx).

The seat's own phone first, then the callee. With an active talk that one is held first.
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

NAME = "callOut"
ALIASES: tuple[str, ...] = ("callOutEx",)
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text(
    "Call a number outside; `caller` is the number shown.", "外呼；caller 为显示的主叫号码。"
)
REFUSALS = (
    Reason.WRONG_STATUS,
    Reason.PHONE_UNREACHABLE,
    Reason.TOO_MANY_CALLS,
    Reason.NUMBER_INVALID,
    Reason.NUMBER_FORBIDDEN,
    Reason.CALLER_NOT_ALLOWED,
    Reason.NO_TRUNK,
    Reason.DRAINING,
    Reason.RATE_LIMITED,
)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    callee: str
    caller: str = ""


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    outgoing.check_may_call(turn, at)
    target = outgoing.outside(turn, at.account, params.callee, params.caller)
    outgoing.count(turn, at, target)
    return outgoing.start(turn, at, target)
