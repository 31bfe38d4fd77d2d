"""attachData: keep something with the contact. An extension.

It goes with the contact through transfers, is delivered in later onRings and kept in its records.
An empty value takes the key away.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import attached
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "attachData"
ALIASES: tuple[str, ...] = ()
EXTENSION = True
PERMISSION = Permission.SEAT
SUMMARY = Text("Attach a value to the contact under a key.", "为当前联络附加数据。")
REFUSALS = (Reason.NO_CALL, Reason.BAD_PARAMETER, Reason.TOO_MUCH_DATA)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    key: str
    value: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    contact = attached.contact_of(turn, at)
    attached.attach(turn, contact, params.key, params.value)
    return {}
