"""setDisposition: say what came of a call, in it or after it. An extension.

It belongs to the seat's last talk of a project, until the next one begins. Said again, the last
word counts. For a lead of a campaign it decides what follows.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import seat
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.dialer import disposition
from callseat.domain.errors import Reason
from callseat.domain.status import Status
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Activity, Seat

NAME = "setDisposition"
ALIASES: tuple[str, ...] = ()
EXTENSION = True
PERMISSION = Permission.SEAT
SUMMARY = Text("Say what came of the call.", "提交本次通话的处理结果。")
REFUSALS = (
    Reason.NO_CALL,
    Reason.UNKNOWN_DISPOSITION,
    Reason.BAD_PARAMETER,
    Reason.TIME_REQUIRED,
    Reason.TIME_PAST,
)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    code: str
    note: str = ""
    callBackAt: str = ""
    callBackMine: str = ""


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    said = disposition.check(turn, at, params.code, params.note, params.callBackAt)
    owed = disposition.is_owed(at)
    disposition.put(turn, at, said, mine=params.callBackMine == "1")
    if owed and at.base is Status.WORK and at.activity is Activity.NONE:
        seat.wrap_up(turn, at)
    return {"callNo": said.talked.call_no, "contactId": said.talked.contact}
