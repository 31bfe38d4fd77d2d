"""answerCall: the ringing phone answers. Manual: 应答电话(AnswerCall)."""

from __future__ import annotations

from callseat.domain import effects
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.part import ringing
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "answerCall"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Answer the ringing call.", "接听正在振铃的来话。")
REFUSALS = (Reason.NOT_RINGING,)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    ringing(at)
    turn.emit(effects.AnswerPhone(at.leg))
    return {}
