"""playConfFile: everybody in the conference hears a sound. Manual: 会议放音(PlayConfFile)."""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import playing
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "playConfFile"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Play a sound to everybody in the conference.", "向当前会议播放语音。")
REFUSALS = (Reason.NO_CALL, Reason.NOT_IN_CONFERENCE, Reason.UNKNOWN_FILE, Reason.ALREADY_PLAYING)


@dataclass(frozen=True, slots=True)
class Params(command.Params):
    fileno: str


def run(turn: Turn, at: Seat, params: Params) -> dict[str, str]:
    playing.begin(turn, at, params.fileno, conference=True)
    return {}
