"""autoCall: take only campaign calls. Manual: 自动拨号状态(AutoCall).

A login begins in the manual mode.
"""

from __future__ import annotations

from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.queue import blend
from callseat.domain.seat import Why, settle
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Mode, Seat

NAME = "autoCall"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text(
    "Take campaign calls only, from the next offer on.",
    "自动拨号状态：只接批量外拨来话，下次分配时生效。",
)
REFUSALS: tuple[Reason, ...] = ()
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    blend.overrule(at)
    at.mode = Mode.AUTO
    settle(turn, at, Why("auto_call", at.user))
    return {}
