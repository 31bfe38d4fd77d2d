"""fetchHold: back to the talk that was held last. Manual: 取回保留(FetchHold).

With an active talk it swaps: that one is held. With the phone on the hook, it is rung first.
"""

from __future__ import annotations

from callseat.domain import errand, own_phone, part, talk
from callseat.domain.commands import command
from callseat.domain.commands.command import Permission
from callseat.domain.errors import Reason, Refused
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Errand, PartState, Seat

NAME = "fetchHold"
ALIASES: tuple[str, ...] = ()
EXTENSION = False
PERMISSION = Permission.SEAT
SUMMARY = Text(
    "Fetch the call that was held last; with an active call, swap.",
    "取回最后保持的通话；有活动通话时互换。",
)
REFUSALS = (Reason.NO_HELD_CALL, Reason.WRONG_STATUS, Reason.PHONE_UNREACHABLE)
Params = command.Params


def run(turn: Turn, at: Seat, params: command.Params) -> dict[str, str]:
    held = part.last_held(at)
    active = at.part
    if at.errand is not None or (active is not None and active.state is not PartState.TALKING):
        raise Refused(Reason.WRONG_STATUS)
    own_phone.check_usable(turn, at)
    if active is not None:
        talk.hold(turn, active)
    errand.begin(turn, at, Errand("fetch", held.call_no), held.caller, held.contact)
    return {}
