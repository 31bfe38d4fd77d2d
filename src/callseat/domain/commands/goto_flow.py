"""gotoFlow: the customer leaves the seat for a flow. Manual: 转语音流程(GotoFlow).

In one move: the seat is released when the customer is in the flow. What was attached goes along.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import part, talk
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.flow import walk
from callseat.domain.queue import waiting
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat, Stage

NAME = "gotoFlow"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Send the customer to a flow.", "将客户转到语音流程。")
REFUSALS = (Reason.NO_CALL, Reason.UNKNOWN_FLOW)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    flowCode: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    talking = part.talking(at)
    call = turn.world.calls[talking.call]
    contact = turn.world.contacts[call.contact]
    if contact.leg not in call.outside:  # it talks with a colleague
        raise Refused(Reason.NO_CALL)
    flow = turn.world.flows.get(params.flowCode)
    if flow is None:
        raise Refused(Reason.UNKNOWN_FLOW, "flowCode")
    contact.stage, contact.waiting_since, contact.refused_by = Stage.FLOW, 0, []
    del call.outside[contact.leg]
    call.let_go = False
    waiting.release(turn, contact)
    talk.leave(turn, talking, "seat", "goto_flow")
    walk.start(turn, contact, flow)
    return {}
