"""sendDigits: press keys toward the other side. An extension (RFC 4733)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from callseat.domain import effects, part
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "sendDigits"
ALIASES: tuple[str, ...] = ()
EXTENSION = True
PERMISSION = Permission.SEAT
SUMMARY = Text("Send keys to the other side: 0-9, *, #, A-D.", "向对方发送按键：0-9、*、#、A-D。")
REFUSALS = (Reason.NO_CALL, Reason.BAD_PARAMETER)
DIGITS = re.compile(r"[0-9*#A-D]{1,64}")


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    digits: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    talking = part.talking(at)
    if not DIGITS.fullmatch(params.digits):
        raise Refused(Reason.BAD_PARAMETER, "digits")
    for leg in turn.world.calls[talking.call].outside:
        turn.emit(effects.SendDigits(leg, params.digits))
    return {}
