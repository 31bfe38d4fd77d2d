"""An attempt is written down before its number is dialled."""

from __future__ import annotations

from callseat.domain import effects, outside_number
from callseat.domain.dialer import windows
from callseat.domain.dialer.campaign import Campaign
from callseat.domain.dialer.state import LeadCall, Running
from callseat.domain.directory import Account, Project
from callseat.domain.errors import Refused
from callseat.domain.inputs import Lead
from callseat.domain.rows import LeadRow
from callseat.domain.turn import Turn


def book(turn: Turn, running: Running, lead: Lead, user: str = "") -> LeadCall | None:
    """Ask the store to write down the attempt; it is dialled when that is done.

    None if the number must not be called by a campaign, and the lead is done.
    """
    campaign = running.campaign
    number, shown = _checked(turn, running, lead)
    if not number:
        row = LeadRow(lead.id, campaign.code, "done", 0, "", lead.attempts, shown)
        turn.save(row)
        return None
    call = LeadCall(turn.new_id("o"), campaign.code, lead, number, shown, turn.at, user=user)
    turn.world.lead_calls[call.id] = call
    running.calls[call.id] = None
    if not user:
        running.air[call.id] = None
    day = windows.day_of(windows.zone_of(campaign, lead.timezone), turn.at)
    asked = effects.BookAttempt(
        call.id, campaign.code, lead.id, number, day, campaign.most_a_day, user
    )
    turn.emit(asked)
    return call


def _checked(turn: Turn, running: Running, lead: Lead) -> tuple[str, str]:
    """The number to dial and the one to show; or "" and why not."""
    rules, campaign = turn.world.rules, running.campaign
    shown = campaign.caller or project_of(turn, campaign).caller_id
    account = Account("", reach=rules.outbound.agent_reach, callers=(shown,) if shown else ())
    try:
        checked = outside_number.check(rules, account, lead.number, "")
    except Refused as refusal:
        return "", refusal.reason.value
    if checked.emergency:
        return "", "number_forbidden"
    return checked.number, checked.caller


def project_of(turn: Turn, campaign: Campaign) -> Project:
    """Whose business the campaign is."""
    projects = turn.world.directory.projects
    named = (one for one in projects if one.number == campaign.project)
    return next(named, Project(campaign.project))
