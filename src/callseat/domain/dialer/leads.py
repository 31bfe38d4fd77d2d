"""Leads in hand: fetched from the store, kept until they are called, given back.

Times of seats' agreed call backs are leads like others, but wait for their seat.
"""

from __future__ import annotations

from callseat.domain import effects
from callseat.domain.dialer import windows
from callseat.domain.dialer.state import Running
from callseat.domain.inputs import Lead
from callseat.domain.rows import LeadRow
from callseat.domain.timer import DialDue
from callseat.domain.turn import Turn

POLL = 15_000  # ms until a campaign without leads asks again: new ones may have come
AGAIN = 5_000  # ms until it asks again after the store was away
LEAST = 10  # leads in hand, if there are so many


def ask(turn: Turn, running: Running) -> None:
    """Have about twice as many in hand as may ring at once."""
    wanted = max(LEAST, 2 * (len(running.free) + len(running.air)))
    wanted = min(wanted, max(LEAST, 2 * running.campaign.lines))
    if running.asked or 2 * len(running.leads) >= wanted or turn.at < running.wakes_at:
        return
    running.asked = turn.new_id("f")
    code, count = running.campaign.code, wanted - len(running.leads)
    turn.emit(effects.FetchLeads(running.asked, code, count, _closed(turn, running)))


def _closed(turn: Turn, running: Running) -> tuple[str, ...]:
    calendar = turn.world.calendars.get(running.campaign.calendar)
    if calendar is None:
        return ()
    zones = (zone for zone in running.zones if not is_open(turn, running, zone))
    return tuple(zones)


def is_open(turn: Turn, running: Running, zone: str) -> bool:
    """Whether numbers of this zone (as the lead names it) may be called now."""
    calendar = turn.world.calendars.get(running.campaign.calendar)
    return windows.may_call(calendar, windows.zone_of(running.campaign, zone), turn.at)


def take(turn: Turn, running: Running, fetched: tuple[Lead, ...]) -> None:
    """Into the hand; for its seat, if there is one with which this was agreed."""
    for lead in fetched:
        running.zones[lead.timezone] = None
        if not is_open(turn, running, lead.timezone):
            give_back(turn, running.campaign.code, lead)
        elif lead.user in turn.world.seats:
            running.agreed.setdefault(lead.user, {})[lead.id] = lead
        else:
            running.leads[lead.id] = lead


def draw(turn: Turn, running: Running, user: str = "") -> Lead | None:
    """The next lead that may be called now; what was agreed with `user` first."""
    agreed = draw_agreed(turn, running, user)
    return agreed if agreed is not None else _next(turn, running, running.leads)


def draw_agreed(turn: Turn, running: Running, user: str) -> Lead | None:
    hand = running.agreed.get(user, {})
    lead = _next(turn, running, hand)
    if not hand:
        running.agreed.pop(user, None)
    return lead


def _next(turn: Turn, running: Running, hand: dict[str, Lead]) -> Lead | None:
    while hand:
        lead = hand.pop(next(iter(hand)))
        if is_open(turn, running, lead.timezone):
            return lead
        give_back(turn, running.campaign.code, lead)
    return None


def keep(turn: Turn, running: Running, lead: Lead) -> None:
    """The store was away when it was to be booked: it is tried again."""
    if running.works:
        take(turn, running, (lead,))
        running.rests_until = turn.at + AGAIN
        wake(turn, running, running.rests_until)
    else:
        give_back(turn, running.campaign.code, lead)


def give_back(turn: Turn, campaign: str, lead: Lead, due_at: int = 0) -> None:
    """Not called after all: somebody else may have it, from `due_at` on if that is later."""
    due_at = max(lead.due_at, due_at)
    turn.save(LeadRow(lead.id, campaign, "waiting", due_at, lead.user, lead.attempts))


def give_all_back(turn: Turn, running: Running) -> None:
    hands = [running.leads, *running.agreed.values()]
    for lead in [lead for hand in hands for lead in hand.values()]:
        give_back(turn, running.campaign.code, lead)
    running.leads, running.agreed = {}, {}


def wake(turn: Turn, running: Running, at: int) -> None:
    """Look again at this time, and ask for no leads before it."""
    code = running.campaign.code
    running.wakes_at = at
    turn.set_timer(f"dial:{code}", (at - turn.at) / 1000, DialDue(code))
