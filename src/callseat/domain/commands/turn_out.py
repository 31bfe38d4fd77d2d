"""turnOut: hand the call over to a number outside. Manual: 转接外线电话(TurnOut).

While it rings there the other side hears music; if nobody answers, the call comes back.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import outgoing, part, transfer
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "turnOut"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Transfer the call to a number outside.", "将通话转接到外线号码。")
REFUSALS = (
    Reason.NO_CALL,
    Reason.NUMBER_INVALID,
    Reason.NUMBER_FORBIDDEN,
    Reason.NO_TRUNK,
    Reason.RATE_LIMITED,
)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    callee: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    talking = part.talking(at)
    target = outgoing.outside(turn, at.account, params.callee, "")
    outgoing.count(turn, at, target)
    transfer.begin(turn, at, talking, target)
    return {}
