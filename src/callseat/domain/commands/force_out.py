"""forceOut: log another seat out. Manual: 强制签出(ForceOut).

A seat with a call is logged out when the call is over; no customer is dropped. A call that rings
may still be taken. A new login in between takes the connection over, not the decision back.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.permission import target_online
from callseat.domain.seat import FORCED, dismiss, pending_answer
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "forceOut"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SUPERVISE
SUMMARY = Text(
    "Log a seat out; in a call, from its end on.", "强制签出；通话中则从通话结束时开始。"
)
REFUSALS = (Reason.TARGET_OFFLINE,)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    targetUserName: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    target = target_online(turn, params.targetUserName)
    dismiss(turn, target, FORCED, at.user)
    return pending_answer(target)
