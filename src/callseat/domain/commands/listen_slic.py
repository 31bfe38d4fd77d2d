"""listenSlic: a supervisor on a seat's line. Manual: 监听(ListenSlic)."""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import supervision
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "listenSlic"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SUPERVISE
SUMMARY = Text("Listen to a seat's call, heard by nobody.", "监听座席通话，只听不说。")
REFUSALS = (
    Reason.TARGET_OFFLINE,
    Reason.TARGET_NOT_TALKING,
    Reason.WRONG_STATUS,
    Reason.PHONE_UNREACHABLE,
)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    extension: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    supervision.begin(turn, at, params.extension, supervision.LISTEN)
    return {}
