"""requestRest: ask for a rest. Manual: 小休(RequestRest).

Asked again before it is over, it answers where the first request stands: there is one place in line
for a seat, and a second click does not lose it. A seat that leaves after its call is refused.
"""

from __future__ import annotations

from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.rest import granting, stages
from callseat.domain.rest.room import RestStage
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "requestRest"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text(
    "Ask for a rest; wait in line if too many rest already.", "请求小休；休息人数已满时排队等待。"
)
REFUSALS = (Reason.WRONG_STATUS,)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    if at.leaving:
        raise Refused(Reason.WRONG_STATUS)
    if at.rest.stage is RestStage.NONE:
        stages.ask(turn, at)
        granting.settle(turn)
    return granting.answer(turn, at)
