"""Leads that a seat dials itself: it saw them before, or has agreed to call back.

The seat's phone first, then the callee: nobody is abandoned.
"""

from __future__ import annotations

import json

from callseat.domain import dialling, effects, journey, outgoing
from callseat.domain.dialer import attempts, booking, free, leads
from callseat.domain.dialer.state import LeadCall, Preview, Running
from callseat.domain.errors import Reason, Refused
from callseat.domain.inputs import Lead
from callseat.domain.notices import OnPreview
from callseat.domain.queue import ready
from callseat.domain.seat import status_of
from callseat.domain.turn import Turn
from callseat.domain.world import Seat, Target


def show_all(turn: Turn, running: Running) -> None:
    """Each free seat gets the next lead, as long as there are some."""
    code = running.campaign.code
    for user in list(running.free):
        lead = leads.draw(turn, running, user)
        if lead is None:
            return
        at = turn.seat(user)
        free.show(turn, at, Preview(code, lead))
        data = json.dumps(dict(lead.data), ensure_ascii=False)
        turn.notify(effects.Seat(user), OnPreview(code, lead.id, lead.number, lead.name, data))
        ready.refresh(turn, at, status_of(at))


def dial_agreed(turn: Turn, running: Running) -> None:
    """Free seats with which a call back at this time was agreed: they dial it at once."""
    for user in [user for user in running.agreed if user in running.free]:
        lead = leads.draw_agreed(turn, running, user)
        if lead is not None:
            at = turn.seat(user)
            free.show(turn, at, Preview(running.campaign.code, lead, shown=False))
            begin(turn, running, at, lead)


def begin(turn: Turn, running: Running, at: Seat, lead: Lead) -> None:
    """Have it booked; the seat gets nothing else meanwhile. Checked before: the seat has it."""
    call = booking.book(turn, running, lead, at.user)
    if call is None:
        free.hide(turn, at, "number_forbidden")
    elif at.preview is not None:
        at.preview.attempt = call.id
    ready.refresh(turn, at, status_of(at))


def previewed(at: Seat) -> Preview:
    """What the seat sees and has not dialled. Refused `no_preview`."""
    if at.preview is None or at.preview.attempt:
        raise Refused(Reason.NO_PREVIEW)
    return at.preview


def skip(turn: Turn, at: Seat, preview: Preview) -> None:
    """The seat does not want it: that is its outcome."""
    code, lead = preview.campaign, preview.lead
    call = LeadCall(turn.new_id("o"), code, lead, lead.number, "", turn.at, user=at.user)
    turn.world.lead_calls[call.id] = call
    attempts.finish(turn, call, "skipped")
    free.hide(turn, at, "skipped")
    ready.refresh(turn, at, status_of(at))


def not_booked(turn: Turn, call: LeadCall, cause: str) -> None:
    """The seat that was to dial it is free again."""
    at = turn.world.seats.get(call.user)
    if at is not None and at.preview is not None and at.preview.attempt == call.id:
        free.hide(turn, at, cause)
        ready.refresh(turn, at, status_of(at))


def dial(turn: Turn, call: LeadCall) -> None:
    """It is booked: the seat calls, if it still can."""
    at, running = turn.world.seats.get(call.user), attempts.running_of(turn, call)
    if at is None or running is None or at.preview is None or at.preview.attempt != call.id:
        attempts.finish(turn, call, "cancelled")
        return
    try:
        outgoing.check_may_call(turn, at)
    except Refused:
        free.withdraw(turn, at, "withdrawn")
        attempts.finish(turn, call, "cancelled")
        return
    free.hide(turn, at, "dialled")
    target = Target(call.number, caller=call.shown, trunk=turn.world.directory.trunks[0])
    contact = dialling.new_contact(turn, at, target, booking.project_of(turn, running.campaign))
    attempts.describe(contact, call, running.campaign)
    contact.call_type = "2"
    turn.save(journey.row(contact))
    outgoing.begin(turn, at, target, contact)
