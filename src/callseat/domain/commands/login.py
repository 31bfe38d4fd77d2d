"""login: open a session, or take it over from an older connection. Manual: 登陆(LOGIN).

The password is verified before this command reaches the domain.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import effects, welcome
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.status import Status
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "login"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.ANYONE
SUMMARY = Text("Log in to the CTI server.", "登录 CTI 服务器。")
REFUSALS = (
    Reason.WRONG_CREDENTIALS,
    Reason.ACCOUNT_DISABLED,
    Reason.ACCOUNT_LOCKED,
    Reason.NO_SEAT,
    Reason.EXTENSION_IN_USE,
    Reason.ALREADY_LOGGED_IN,
    Reason.NOT_READY,
)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    userName: str
    passwd: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    _check(turn, at)
    resumed = at.base is not Status.OFFLINE
    if at.session and at.session != turn.session:
        turn.emit(effects.EndSession(at.session, "taken_over"))
    welcome.connect(turn, at)
    turn.emit(effects.OpenSession(turn.session, at.user))
    welcome.greet(turn, at, resumed=resumed)
    return {"extension": at.extension}


def _check(turn: Turn, at: Seat) -> None:
    if at.removed:
        raise Refused(Reason.ACCOUNT_DISABLED)
    if not at.extension:
        raise Refused(Reason.NO_SEAT)
    if turn.world.extensions.get(at.extension, at.user) != at.user:
        raise Refused(Reason.EXTENSION_IN_USE)
    if at.session == turn.session and at.connected:
        raise Refused(Reason.ALREADY_LOGGED_IN)
