"""What becomes of attempts: their rows, the cap's ledger, and what follows for the lead.

Each attempt ends once, with one outcome; then the lead is done or waits to be called again.
"""

from __future__ import annotations

import json

from callseat.domain.dialer import leads, windows
from callseat.domain.dialer.campaign import Campaign, CampaignMode, Disposition
from callseat.domain.dialer.state import LeadCall, Running, Step
from callseat.domain.rows import LeadAttemptRow, LeadRow
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Seat

# How a dialled leg ended (dial_result), where it is no failure.
UNANSWERED = ("no_answer", "busy", "rejected", "cancelled")
COUNTED = ("answered", "abandoned")  # by the cap, on their day
LONGEST_MSG = 4096  # bytes
PAUSE = 60_000  # ms until a number whose ringing we cut is called again
CALL_TYPES = {CampaignMode.NOTIFICATION: "3"}  # of onRing; 2 for all others


def running_of(turn: Turn, call: LeadCall) -> Running | None:
    return turn.world.campaigns.get(call.campaign)


def call_of(turn: Turn, contact: Contact) -> LeadCall | None:
    return turn.world.lead_calls.get(contact.lead_call)


def describe(contact: Contact, call: LeadCall, campaign: Campaign) -> None:
    """The contact is this attempt's: its seats are told so, and all that is known of the lead."""
    contact.kind, contact.call_type = "campaign", CALL_TYPES.get(campaign.mode, "2")
    contact.lead_call, contact.lead, contact.campaign = call.id, call.lead.id, call.campaign
    contact.msg = message(call)
    call.contact = contact.id


def message(call: LeadCall) -> str:
    """The lead's data as JSON, as many columns of it as `msg` can carry."""
    data = dict(call.lead.data)
    while True:
        text = json.dumps(data, ensure_ascii=False)
        if len(text.encode("utf-8", "surrogatepass")) <= LONGEST_MSG:
            return text
        data.popitem()


def dialled(turn: Turn, contact: Contact) -> int:
    """A seat dials a number. If it is this attempt's: how long it may ring, in seconds; else 0."""
    call = call_of(turn, contact)
    running = running_of(turn, call) if call is not None else None
    if call is None or running is None or contact.leg or call.step is not Step.BOOKING:
        return 0
    call.step = Step.DIALLING
    return running.campaign.ring_time


def rings(turn: Turn, call: LeadCall | None) -> None:
    if call is not None and not call.rung_at:
        call.rung_at = turn.at


def answered(turn: Turn, call: LeadCall) -> None:
    """Somebody or something is there."""
    running = running_of(turn, call)
    zone = running.campaign.timezone if running is not None else Campaign("").timezone
    call.answered_at, call.day = turn.at, windows.day_of(zone, turn.at)


def offered(turn: Turn, contact: Contact) -> None:
    """A seat is rung for the callee: both are there for each other."""
    running = turn.world.campaigns.get(contact.campaign)
    if running is not None and contact.lead_call in running.air:
        running.offered[contact.lead_call] = None


def put_back(turn: Turn, contact: Contact) -> None:
    """That seat did not come: the callee waits for the next."""
    running = turn.world.campaigns.get(contact.campaign)
    if running is not None:
        running.offered.pop(contact.lead_call, None)
        turn.dialling[contact.campaign] = None


def connected(turn: Turn, contact: Contact, at: Seat | None) -> None:
    """A seat has the callee, or the flow of a notification (None)."""
    call = call_of(turn, contact)
    running = running_of(turn, call) if call is not None else None
    if call is None or running is None:
        return
    dials = call.user != ""
    if not call.answered_at:
        answered(turn, call)
    if at is not None:
        call.user, at.handles = at.user, call.campaign
        running.pacer.talk_began(at.user, turn.at)
    if not call.connected_at:
        call.connected_at, call.step, call.outcome = turn.at, Step.TALKING, "answered"
        if at is not None and not dials:
            running.cap.answered(call.day)
        elif dials:
            call.day = ""  # nobody is abandoned by a seat that dials: it is no matter of the cap
    settled(running, call)
    turn.dialling[call.campaign] = None
    turn.save(row(call))


def talk_ended(turn: Turn, at: Seat) -> None:
    """The seat's wrap-up begins, if it has one."""
    handled = turn.world.campaigns.get(at.handles)
    if handled is not None:
        handled.pacer.talk_ended(at.user, turn.at)


def closed(turn: Turn, contact: Contact, cause: str) -> None:
    """The contact is over, and with it the attempt."""
    call = call_of(turn, contact)
    if call is None:
        return
    if call.connected_at or call.outcome == "machine":
        outcome = call.outcome
    elif call.answered_at:
        outcome = "abandoned"
    elif call.step is Step.BOOKING:  # the seat's own phone did not come
        outcome = "cancelled"
    else:
        outcome = of_cause(cause)
    finish(turn, call, outcome, cause)
    talked = turn.seat(call.user).talked if call.user in turn.world.seats else None
    if talked is not None and talked.contact == contact.id:
        talked.lead = call


def of_cause(cause: str) -> str:
    return cause if cause in UNANSWERED else "failed"


def finish(turn: Turn, call: LeadCall, outcome: str, cause: str = "") -> None:
    """The attempt is over."""
    running = running_of(turn, call)
    forget(turn, call)
    call.ended_at, call.outcome, call.cause = turn.at, outcome, cause or call.cause
    if outcome not in COUNTED:
        call.day = ""
    if running is not None and outcome == "abandoned":
        running.cap.answered(call.day)
        running.cap.abandoned(call.day)
    turn.save(row(call))
    follow(turn, call)


def forget(turn: Turn, call: LeadCall) -> None:
    """It is no attempt under way any more."""
    running = running_of(turn, call)
    turn.world.lead_calls.pop(call.id, None)
    if running is not None:
        running.pacer.ended(call.id, turn.at)
        running.calls.pop(call.id, None)
        settled(running, call)
    turn.dialling[call.campaign] = None


def settled(running: Running, call: LeadCall) -> None:
    """It needs no free seat any more."""
    running.air.pop(call.id, None)
    running.offered.pop(call.id, None)


def follow(turn: Turn, call: LeadCall) -> None:
    """What happens with the lead now: as agreed by its seat, else by the campaign's rules."""
    lead, outcome = call.lead, call.code or call.outcome
    if outcome == "cancelled":
        leads.give_back(turn, call.campaign, lead, turn.at + PAUSE if call.rung_at else 0)
        return
    attempts = lead.attempts + (outcome != "skipped")
    due_at, user = _again(turn, call, outcome), ""
    if call.call_back_at:
        due_at, user = call.call_back_at, call.call_back_user
    state = "waiting" if due_at else "done"
    turn.save(LeadRow(lead.id, call.campaign, state, due_at, user, attempts, outcome))


def _again(turn: Turn, call: LeadCall, outcome: str) -> int:
    """When the rules want the lead to be called again; 0: never."""
    running = running_of(turn, call)
    said = disposition(turn, call)
    if running is None or (said is not None and said.final):
        return 0
    before = dict(call.lead.outcomes).get(outcome, 0)
    rules = (rule for rule in running.campaign.retries if rule.outcome == outcome)
    rule = next(rules, None)
    return turn.at + rule.after * 1000 if rule is not None and before < rule.attempts else 0


def disposition(turn: Turn, call: LeadCall) -> Disposition | None:
    running = running_of(turn, call)
    projects = turn.world.directory.projects if call.code and running is not None else ()
    for project in projects:
        if running is not None and project.number == running.campaign.project:
            return next((one for one in project.dispositions if one.code == call.code), None)
    return None


def refused(turn: Turn, call: LeadCall, why: str) -> None:
    """It may not be called, or not today. Nothing was dialled, and there is no attempt."""
    running, lead = running_of(turn, call), call.lead
    forget(turn, call)
    if why == "too_many_today" and running is not None:
        zone = windows.zone_of(running.campaign, lead.timezone)
        leads.give_back(turn, call.campaign, lead, windows.next_day(zone, turn.at))
    else:
        turn.save(LeadRow(lead.id, call.campaign, "done", 0, "", lead.attempts, why))


def row(call: LeadCall) -> LeadAttemptRow:
    return LeadAttemptRow(
        attempt_id=call.id,
        campaign=call.campaign,
        lead_id=call.lead.id,
        number=call.number,
        began_at=call.began_at,
        contact_id=call.contact,
        user=call.user,
        rung_at=call.rung_at,
        answered_at=call.answered_at,
        connected_at=call.connected_at,
        ended_at=call.ended_at,
        outcome=call.outcome,
        verdict=call.verdict,
        cause=call.cause,
        day=call.day,
    )
