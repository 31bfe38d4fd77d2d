"""resume: go on with a login whose connection was lost (docs/adr/0008).

The token is verified, and the events after `seq` are told again, before and after this command by
those who keep them; `seq` is -1 here when they are kept no more. Then everything is told anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import seat, welcome
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.seat import Why
from callseat.domain.status import Status
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "resume"
ALIASES: tuple[str, ...] = ()
EXTENSION = True
PERMISSION = Permission.ANYONE
SUMMARY = Text(
    "Go on with a login after its connection was lost, instead of login.",
    "连接中断后恢复原登录，代替 login 作为第一条请求。",
)
REFUSALS = (Reason.CANNOT_RESUME, Reason.ALREADY_LOGGED_IN)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    token: str
    seq: int


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    if at.base is Status.OFFLINE or at.session != turn.session:
        raise Refused(Reason.CANNOT_RESUME)
    complete = params.seq >= 0
    welcome.connect(turn, at)
    if complete:
        seat.settle(turn, at, Why("resume", at.user))
    else:
        welcome.greet(turn, at, resumed=True)
    return {"replayed": "yes" if complete else "no"}
