"""muteOff: heard again. Manual: 结束静音(MuteOff)."""

from __future__ import annotations

from callseat.domain import mute, part
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "muteOff"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Be heard again.", "结束静音。")
REFUSALS = (Reason.NO_CALL, Reason.NOT_MUTED)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    part.talking(at)
    if not at.muted:
        raise Refused(Reason.NOT_MUTED)
    mute.off(turn, at)
    return {}
