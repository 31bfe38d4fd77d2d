"""logout: end the session. Manual: 注销(LOGOUT). Refused in a call."""

from __future__ import annotations

from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.seat import log_out
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Activity, Seat

NAME = "logout"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("End the login.", "注销登录。")
REFUSALS = (Reason.WRONG_STATUS,)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    if at.activity is not Activity.NONE:
        raise Refused(Reason.WRONG_STATUS)
    log_out(turn, at, "logout", at.user)
    return {}
