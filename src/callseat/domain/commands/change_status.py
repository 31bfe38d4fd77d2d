"""changeStatus: by number. Manual: 座席状态改变; 4 rest, 8 work, 10 busy, 12 end work.

"12" is what a closed screen-pop sends: it is accepted in every status, ends WORK or withdraws it
while pending, and does nothing else (docs/adr/0002).
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain.commands import command, request_rest
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.seat import wish
from callseat.domain.seat_table import Choice
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "changeStatus"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Change the status by its number.", "按状态编号切换座席状态。")
REFUSALS = (Reason.BAD_PARAMETER, Reason.WRONG_STATUS, Reason.DISPOSITION_REQUIRED)

REST = "4"
CHOICES = {"8": Choice.WORK, "10": Choice.BUSY, "12": Choice.END_WORK}


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    status: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    if params.status == REST:
        return request_rest.run(turn, at, command.Params())
    choice = CHOICES.get(params.status)
    if choice is None:
        raise Refused(Reason.BAD_PARAMETER, "status")
    return wish(turn, at, choice, "change_status")
