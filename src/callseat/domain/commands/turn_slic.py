"""turnSlic: hand the call over to another seat. Manual: 转坐席(TurnSlic).

While that seat rings the other side hears music; if it does not answer, the call comes back. In a
consultation with that very seat the transfer is completed.
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

NAME = "turnSlic"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Transfer the call to another seat.", "将通话转给另一座席。")
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
        transfer.complete(turn, at)
        return {}
    called = outgoing.seat_at(turn, at, params.extension)
    transfer.begin(turn, at, talking, Target(called.extension, called.user))
    return {}
