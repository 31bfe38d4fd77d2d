"""forceBusy: make another seat busy. Manual: 强制示忙(ForceBusy). In a call or ringing: pending.

The seat may leave it by `ready`. A rest ends by it, and a wish for one is withdrawn: where the
manual asks for an idle seat, supervisors expect their word to hold for the others, too.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.permission import target_online
from callseat.domain.seat import FORCED, Why, overrule
from callseat.domain.seat_table import Choice
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "forceBusy"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SUPERVISE
SUMMARY = Text(
    "Make a seat busy; in a call, from its end on.", "强制示忙；通话中则从通话结束时开始。"
)
REFUSALS = (Reason.TARGET_OFFLINE,)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    targetUserName: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    target = target_online(turn, params.targetUserName)
    return overrule(turn, target, Choice.BUSY, Why(FORCED, at.user))
