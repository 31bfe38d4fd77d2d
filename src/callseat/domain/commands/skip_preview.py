"""skipPreview: do not call the lead that is shown; the next one follows. An extension."""

from __future__ import annotations

from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.dialer import preview
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "skipPreview"
ALIASES: tuple[str, ...] = ()
EXTENSION = True
PERMISSION = Permission.SEAT
SUMMARY = Text("Leave the lead that is shown; the next follows.", "跳过当前预览的客户。")
REFUSALS = (Reason.NO_PREVIEW,)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    shown = preview.previewed(at)
    preview.skip(turn, at, shown)
    return {"campaign": shown.campaign, "lead": shown.lead.id}
