"""muteOn: heard by nobody until muteOff. Manual: 静音(MuteOn)."""

from __future__ import annotations

from callseat.domain import mute, part
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "muteOn"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Be heard by nobody; go on hearing.", "静音：对方听不到座席，座席仍可听到对方。")
REFUSALS = (Reason.NO_CALL,)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    mute.on(turn, at, part.talking(at))
    return {}
