"""connectQueue: take a waiting caller out of turn. Manual: 接听排队电话(ConnectQueue).

The caller is named as onQueue did, or by contactId; of several with one number, who waits longest.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import own_phone
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.queue import pick_up
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "connectQueue"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Take a waiting caller out of turn.", "接听指定的排队来话。")
REFUSALS = (Reason.NOT_QUEUED, Reason.TAKEN, Reason.WRONG_STATUS, Reason.PHONE_UNREACHABLE)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    caller: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    own_phone.check_free(at)
    contact = pick_up.find(turn, at, params.caller)
    pick_up.take(turn, at, contact)
    return {"contactId": contact.id}
