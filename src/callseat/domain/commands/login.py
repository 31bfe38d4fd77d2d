"""login: open a session, or take it over from an older connection. Manual: 登陆(LOGIN).

The password is verified before this command reaches the domain.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import effects, seat
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.notices import OnLoginSuccess, OnQueue, QueuedCaller
from callseat.domain.queue import waiting
from callseat.domain.seat import Why
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
    if at.session:
        turn.emit(effects.EndSession(at.session, "taken_over"))
    if resumed and not at.connected:
        turn.cancel_timer(f"grace:{at.user}")
    at.session, at.connected = turn.session, True
    if at.leaving == "connection_lost":  # a supervisor's word is not undone by coming again
        at.leaving = ""
    turn.emit(effects.OpenSession(turn.session, at.user))
    turn.notify(
        effects.Seat(at.user), OnLoginSuccess("200", at.user, at.extension, resumed=resumed)
    )
    if not resumed:
        seat.log_in(turn, at)
    seat.settle(turn, at, Why("login", at.user), told=True)
    _tell_waiting(turn, at)
    return {"extension": at.extension}


def _check(turn: Turn, at: Seat) -> None:
    if at.removed:
        raise Refused(Reason.ACCOUNT_DISABLED)
    if not at.extension:
        raise Refused(Reason.NO_SEAT)
    if turn.world.extensions.get(at.extension, at.user) != at.user:
        raise Refused(Reason.EXTENSION_IN_USE)
    if at.session == turn.session:
        raise Refused(Reason.ALREADY_LOGGED_IN)


def _tell_waiting(turn: Turn, at: Seat) -> None:
    """All who wait in the seat's own lines, in one onQueue (semantics of login)."""
    queued: list[QueuedCaller] = []
    for skill in at.account.skills:
        line = turn.world.lines.get(skill.queue)
        for contact_id in line.published if line else ():
            contact = turn.world.contacts[contact_id]
            queued.append(waiting.queued(contact, waiting.line_of(turn, contact)[1]))
    if queued:
        callers = ",".join(one.caller for one in queued)
        turn.notify(effects.Seat(at.user), OnQueue(callers, tuple(queued)))
