"""forceIdle: make another seat idle. Manual: 强制示闲(Forceldle, printed with a small L).

It clears BUSY, WORK and REST, and what is pending; a wish for rest that still waits is withdrawn,
too: the supervisor wants the seat to take calls. In a call nothing but the pending goes.
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

NAME = "forceIdle"
ALIASES: tuple[str, ...] = ("forceldle",)
EXTENSION = False
PERMISSION = Permission.SUPERVISE
SUMMARY = Text("Make a seat idle.", "强制示闲。")
REFUSALS = (Reason.TARGET_OFFLINE,)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    targetUserName: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    target = target_online(turn, params.targetUserName)
    return overrule(turn, target, Choice.READY, Why(FORCED, at.user))
