"""stopPlayFile: the sound is broken off. Manual: 停止播放录音(StopPlayFile)."""

from __future__ import annotations

from callseat.domain import playing
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "stopPlayFile"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text("Stop the sound that is played to the call.", "停止放音。")
REFUSALS = (Reason.NO_CALL, Reason.NOT_PLAYING)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    playing.stop(turn, at, conference=False)
    return {}
