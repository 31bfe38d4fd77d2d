"""requestIntercept: take a seat's call over. Manual: 拦截通话(RequestIntercept)."""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import supervision
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "requestIntercept"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SUPERVISE
SUMMARY = Text("Take another seat's call over.", "拦截另一座席的通话。")
REFUSALS = (
    Reason.TARGET_OFFLINE,
    Reason.TARGET_NOT_TALKING,
    Reason.WRONG_STATUS,
    Reason.PHONE_UNREACHABLE,
)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    extension: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    supervision.begin_to_take_over(turn, at, params.extension)
    return {}
