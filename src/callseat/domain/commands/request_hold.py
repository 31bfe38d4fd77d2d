"""requestHold: the talk goes on hold. Manual: 保留来话(RequestHold)."""

from __future__ import annotations

from callseat.domain import part, seat, talk
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "requestHold"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text(
    "Put the active call on hold; the other side hears music.", "保持当前通话，对方听音乐。"
)
REFUSALS = (Reason.NO_CALL,)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    talk.hold(turn, part.talking(at))
    seat.refresh(turn, at, "held")
    return {}
