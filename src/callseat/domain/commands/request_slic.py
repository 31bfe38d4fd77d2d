"""requestSlic: talk with more than one. Manual: 多方通话(RequestSlic).

In a consultation with that very seat, it and who is on hold are brought together. Else that seat is
invited: it joins when it answers, and the talk goes on meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import outgoing, part, transfer
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat, Target

NAME = "requestSlic"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Bring another seat into the call.", "邀请另一座席加入通话，实现多方通话。")
REFUSALS = (
    Reason.NO_CALL,
    Reason.BAD_PARAMETER,
    Reason.TARGET_UNKNOWN,
    Reason.TARGET_OFFLINE,
    Reason.TARGET_NOT_IDLE,
    Reason.PHONE_UNREACHABLE,
)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    extension: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    talking = part.talking(at)
    if transfer.consults(turn, at, params.extension):
        transfer.join(turn, at)
        return {}
    called = outgoing.seat_at(turn, at, params.extension)
    transfer.invite(turn, at, talking, Target(called.extension, called.user))
    return {}
