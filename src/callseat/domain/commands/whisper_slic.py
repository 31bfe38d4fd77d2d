"""whisperSlic: a supervisor is heard by the seat alone. An extension."""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import supervision
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "whisperSlic"
ALIASES: tuple[str, ...] = ()
EXTENSION = True
PERMISSION = Permission.SUPERVISE
SUMMARY = Text(
    "Speak to a seat in its call, heard by that seat alone.", "对通话中的座席耳语，仅该座席可听到。"
)
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
    supervision.begin(turn, at, params.extension, supervision.WHISPER)
    return {}
