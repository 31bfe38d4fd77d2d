"""subscribeClientStatus: be told of other seats' status. Manual: 订阅座席状态.

The scope is the caller's: an agent sees the own group, a supervisor the groups supervised, an
administrator all. The subscription lasts to the end of the session, over lost connections too.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import feed
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "subscribeClientStatus"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text(
    "Be told the status of all seats in scope: all of them now, then every change.",
    "订阅管辖范围内全部座席的状态：先下发当前状态，此后下发每次变化。",
)
REFUSALS = (Reason.BAD_PARAMETER,)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    mode: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    match params.mode:
        case "1":
            feed.begin(turn, at)
        case "0":
            feed.end(turn, at)
        case _:
            raise Refused(Reason.BAD_PARAMETER, "mode")
    return {}
