"""Which campaigns are at work: as the directory, the switch and the server stand.

One that is at work no more dials nothing new and gives its leads back; what rings goes on.
"""

from __future__ import annotations

from callseat.domain.dialer import free, leads
from callseat.domain.dialer.campaign import Campaign, CampaignMode, CampaignState
from callseat.domain.dialer.state import Running
from callseat.domain.inputs import AnswersCounted, LeadsFetched
from callseat.domain.turn import Turn
from callseat.domain.world import World


def load(turn: Turn, campaigns: tuple[Campaign, ...]) -> None:
    """The directory changed; the next attempt is by the new rules."""
    known = turn.world.campaigns
    named = {campaign.code: campaign for campaign in campaigns}
    for code in [code for code in known if code not in named]:
        stop(turn, known[code])
        if not known[code].calls:
            del known[code]
    for code, campaign in named.items():
        running = known.setdefault(code, Running(campaign))
        if running.campaign.queue != campaign.queue:
            stop(turn, running)
        running.campaign = campaign
    refresh(turn)


def refresh(turn: Turn) -> None:
    """Begin and stop to work, each where it has to."""
    world = turn.world
    wanted = {campaign.code for campaign in world.directory.campaigns if works(world, campaign)}
    for code, running in world.campaigns.items():
        if code not in wanted:
            stop(turn, running)
        elif not running.works:
            running.works, running.dry, running.wakes_at, running.rests_until = True, False, 0, 0
        turn.dialling[code] = None
    changed, world.diallers = world.diallers, _by_line(world, sorted(wanted))
    for queue in dict.fromkeys((*changed, *world.diallers)):
        free.choose_again(turn, queue)
    for running in world.campaigns.values():
        if not running.works:
            free.let_go(turn, running)


def _by_line(world: World, codes: list[str]) -> dict[str, tuple[str, ...]]:
    """Which campaigns want the seats of which line."""
    lines: dict[str, tuple[str, ...]] = {}
    for code in codes:
        campaign = world.campaigns[code].campaign
        if campaign.mode is not CampaignMode.NOTIFICATION:
            lines[campaign.queue] = (*lines.get(campaign.queue, ()), code)
    return lines


def works(world: World, campaign: Campaign) -> bool:
    """Whether it is to dial now."""
    if campaign.state is not CampaignState.RUNNING or world.draining or not world.switch_up:
        return False
    if campaign.mode is CampaignMode.NOTIFICATION:
        reaches = campaign.flow in world.flows
    else:
        line = world.lines.get(campaign.queue)
        reaches = line is not None and not line.closed
    return reaches and bool(world.directory.trunks)


def stop(turn: Turn, running: Running) -> None:
    """All leads in hand, and those that seats see, are given back."""
    running.works, running.asked, running.counting = False, "", ""
    leads.give_all_back(turn, running)
    for user in list(running.previews):
        free.withdraw(turn, turn.seat(user), "withdrawn")
    turn.dialling[running.campaign.code] = None


def fetched(turn: Turn, event: LeadsFetched) -> None:
    """Leads, if there are some and the campaign still is at work."""
    running = turn.world.campaigns.get(event.campaign)
    if running is None or not running.works or running.asked != event.id:
        for lead in event.leads:
            leads.give_back(turn, event.campaign, lead)
        return
    running.asked = ""
    leads.take(turn, running, event.leads)
    if not event.leads:
        later = turn.at + (leads.AGAIN if event.error else leads.POLL)
        soon = max(event.next_due, turn.at + 1000) if event.next_due else later
        leads.wake(turn, running, min(later, soon))
    dry = not running.leads
    if dry is not running.dry or running.agreed:
        running.dry = dry
        free.choose_again(turn, running.campaign.queue)
    turn.dialling[event.campaign] = None


def counted(turn: Turn, event: AnswersCounted) -> None:
    """The cap's ledger, as it was before this start; what was counted here since is newer."""
    running = turn.world.campaigns.get(event.campaign)
    if running is None or running.counting != event.id:
        return
    running.counting = ""
    if event.error:
        leads.wake(turn, running, turn.at + leads.AGAIN)
    else:
        running.counted = True
        running.cap.load(event.days)
    turn.dialling[event.campaign] = None


def due(turn: Turn, campaign: str) -> None:
    """It was to look again at this time."""
    running = turn.world.campaigns.get(campaign)
    if running is not None:
        turn.dialling[campaign] = None
