"""dialPreview: call the lead that is shown. An extension.

It is written down first; then the seat's own phone rings, and then the lead's.
"""

from __future__ import annotations

from callseat.domain import outgoing
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.dialer import preview
from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

NAME = "dialPreview"
ALIASES: tuple[str, ...] = ()
EXTENSION = True
PERMISSION = Permission.SEAT
SUMMARY = Text("Call the lead that is shown.", "拨打当前预览的客户。")
REFUSALS = (
    Reason.NO_PREVIEW,
    Reason.DRAINING,
    Reason.WRONG_STATUS,
    Reason.PHONE_UNREACHABLE,
)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    shown = preview.previewed(at)
    outgoing.check_may_call(turn, at)
    preview.begin(turn, turn.world.campaigns[shown.campaign], at, shown.lead)
    return {"campaign": shown.campaign, "lead": shown.lead.id}
