"""Which free seat waits for which campaign: of those that it serves, the first that has leads.

A seat counts for one campaign at a time, so no two dial for the same seat.
"""

from __future__ import annotations

from callseat.domain import effects
from callseat.domain.dialer import leads
from callseat.domain.dialer.state import Preview, Running
from callseat.domain.notices import OnPreviewEnd
from callseat.domain.status import Status
from callseat.domain.turn import Turn
from callseat.domain.world import Seat, World

# While it is one of these, a seat is still with its last campaign call.
AT_WORK = (
    *(Status.RINGING, Status.DIALING, Status.TALKING, Status.HOLDING, Status.CONFERENCE),
    *(Status.MONITORING, Status.WORK),
)


def refresh(turn: Turn, at: Seat, status: Status, *, may_take: bool) -> None:
    """The seat may take campaign calls now, or may not."""
    if at.handles and status not in AT_WORK:
        handled, at.handles = turn.world.campaigns.get(at.handles), ""
        if handled is not None:
            handled.pacer.freed(at.user, turn.at)
            turn.dialling[handled.campaign.code] = None
    _wait_for(turn, at, _choose(turn.world, at) if may_take else None)


def _wait_for(turn: Turn, at: Seat, running: Running | None) -> None:
    code = running.campaign.code if running is not None else ""
    if at.dialler == code:
        return
    former = turn.world.campaigns.get(at.dialler)
    if former is not None:
        former.free.pop(at.user, None)
        turn.dialling[at.dialler] = None
    at.dialler = code
    if running is not None:
        running.free[at.user] = None
        turn.dialling[code] = None


def _choose(world: World, at: Seat) -> Running | None:
    """The first campaign of the seat's lines; those that are dry have nobody to call.

    A seat stays where a call that rings counts on it.
    """
    now = world.campaigns.get(at.dialler)
    if now is not None and len(now.free) <= now.unserved and _serves(world, at, now):
        return now
    best: tuple[tuple[bool, int, str], Running] | None = None
    for skill in at.account.skills:
        for code in world.diallers.get(skill.queue, ()):
            running = world.campaigns[code]
            agreed = at.user in running.agreed
            rank = (not agreed, running.campaign.priority, code)
            if (agreed or not running.dry) and (best is None or rank < best[0]):
                best = (rank, running)
    return best[1] if best is not None else None


def _serves(world: World, at: Seat, running: Running) -> bool:
    line = world.lines.get(running.campaign.queue)
    return line is not None and at.user in line.auto


def choose_again(turn: Turn, queue: str) -> None:
    """A campaign came to have leads, or ran out of them: its line's free seats choose anew."""
    line = turn.world.lines.get(queue)
    for user in list(line.auto if line is not None else ()):
        at = turn.seat(user)
        _wait_for(turn, at, _choose(turn.world, at))


def let_go(turn: Turn, running: Running) -> None:
    """The campaign is at work no more: its free seats choose anew."""
    for user in list(running.free):
        at = turn.seat(user)
        _wait_for(turn, at, _choose(turn.world, at))


def show(turn: Turn, at: Seat, preview: Preview) -> None:
    """The seat sees the lead, and is offered nothing else meanwhile."""
    at.preview = preview
    turn.world.campaigns[preview.campaign].previews[at.user] = None


def hide(turn: Turn, at: Seat, cause: str) -> Preview | None:
    """The seat does not see it any more, for whatever cause. None if it saw nothing."""
    preview, at.preview = at.preview, None
    if preview is None:
        return None
    running = turn.world.campaigns.get(preview.campaign)
    if running is not None:
        running.previews.pop(at.user, None)
    if preview.shown:
        notice = OnPreviewEnd(preview.campaign, preview.lead.id, cause)
        turn.notify(effects.Seat(at.user), notice)
    return preview


def withdraw(turn: Turn, at: Seat, cause: str) -> None:
    """Somebody else will see it. One that is being booked is given back when that is known."""
    preview = hide(turn, at, cause)
    if preview is not None and not preview.attempt:
        leads.give_back(turn, preview.campaign, preview.lead)
