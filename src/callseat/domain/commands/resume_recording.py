"""resumeRecording: what is said is recorded from now on. An extension."""

from __future__ import annotations

from callseat.domain import part, recording
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "resumeRecording"
ALIASES: tuple[str, ...] = ()
EXTENSION = True
PERMISSION = Permission.SEAT
SUMMARY = Text("Record what is said again.", "恢复录音。")
REFUSALS = (Reason.NO_CALL, Reason.NOT_RECORDED, Reason.WRONG_STATUS)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    talking = part.talking(at)
    contact = turn.world.contacts[talking.contact]
    recording.set_paused(turn, contact, paused=False, by=at.user)
    return {}
