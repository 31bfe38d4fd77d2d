"""A leg is gone: a customer's, a seat's, one that was dialled, or one that we told to go."""

from __future__ import annotations

from callseat.domain import call as calls
from callseat.domain import contact as contacts
from callseat.domain import dialling, errand, part, seat_gone, supervision, talk
from callseat.domain import seat as seats
from callseat.domain.dial_result import (
    CANCELLED,
    SWITCH_FAILED,
    DialReason,
    DialResult,
    dial_result,
)
from callseat.domain.dialer import progress
from callseat.domain.flow import outside as flow_outside
from callseat.domain.flow import walk
from callseat.domain.inputs import LegEnded
from callseat.domain.queue import call_back
from callseat.domain.turn import Turn
from callseat.domain.world import Attempt, Leg, LegState, Part, PartState, Seat

REFUSED_SIP = (403, 486, 600, 603)  # RFC 3261 section 21: somebody pressed reject


def run(turn: Turn, event: LegEnded) -> None:
    end_leg(turn, event)


def end_leg(turn: Turn, event: LegEnded, cause: str = "normal") -> None:
    """Take the leg out of the world, and settle what it was part of."""
    leg = turn.world.legs.pop(event.leg, None)
    if leg is None:
        return
    call = turn.world.calls.get(leg.call)
    if call is not None:
        call.inside.pop(leg.id, None)
    attempt = turn.world.attempts.get(leg.id)
    if attempt is not None:
        _not_reached(turn, attempt, event, cause)
    if leg.user:
        _seats_phone(turn, turn.seat(leg.user), leg, event, cause)
    elif leg.id in turn.world.taps:
        supervision.untapped(turn, leg.id)
    elif attempt is None and not _not_answered(turn, leg, event, cause):
        _outside(turn, leg, cause)


def _not_answered(turn: Turn, leg: Leg, event: LegEnded, cause: str) -> bool:
    """A number that a flow, a campaign or a call back dialled, and that did not answer."""
    result = dial_result(event.q850, event.sip) if cause == "normal" else SWITCH_FAILED
    if leg.id in turn.world.transfers:
        flow_outside.ended(turn, leg.id, result)
    elif leg.id in turn.world.lead_calls and not leg.contact:
        progress.ended(turn, leg, result.reason)
    elif leg.id in turn.world.called_back:
        call_back.not_reached(turn, leg.id, result.reason.value)
    else:
        return False
    return True


def _not_reached(turn: Turn, attempt: Attempt, event: LegEnded, cause: str) -> None:
    result = dial_result(event.q850, event.sip)
    if cause != "normal":
        result = SWITCH_FAILED
    elif attempt.user and _why_not(event, cause) == "refused":
        result = DialResult(DialReason.BUSY)  # a refused direct call ends as busy
    outcome = _why_not(event, cause)
    codes = part.Codes(event.sip, event.q850)
    dialling.not_reached(turn, attempt, result, outcome, codes)


def _outside(turn: Turn, leg: Leg, cause: str) -> None:
    """Somebody outside hung up: the customer of a contact, or one who was called for it."""
    contact = turn.world.contacts.get(leg.contact)
    if contact is None or leg.state is LegState.ENDING:
        return
    by = "customer" if cause == "normal" else "system"
    if contact.leg == leg.id:
        contacts.customer_gone(turn, contact, by, cause)
        walk.go_on_alone(turn, contact)
        return
    for call_id in list(contact.calls):
        call = turn.world.calls[call_id]
        if leg.id in call.outside:
            del call.outside[leg.id]
            calls.after_leaving(turn, call, by, cause)


def _seats_phone(turn: Turn, at: Seat, leg: Leg, event: LegEnded, cause: str) -> None:
    """The seat's phone is on the hook. What it held stays held.

    All that hangs on the phone is settled first: until then the seat does what it did.
    """
    if at.leg != leg.id:
        return
    by = "seat" if cause == "normal" else "system"
    if at.errand is not None:
        errand.failed(turn, at, _own_phone_failed(event, cause))
    if at.part is not None:
        _active_ends(turn, at, at.part, event, cause)
    for dialled in [one for one in at.parts.values() if one.state is PartState.DIALING]:
        dialling.failed(turn, dialled, _gave_up(cause))
    supervision.end(turn, at, "call_ended")
    supervision.end_all(turn, at, "call_ended")
    at.leg = ""
    seats.put_on_hook(turn, at)
    for held in list(at.parts.values()):
        call = turn.world.calls[held.call]
        if calls.is_abandoned(turn, call):
            calls.end(turn, call, by, "normal")
    seats.refresh(turn, at, "held" if at.parts else by)
    seat_gone.give_back(turn, at)


def _active_ends(turn: Turn, at: Seat, active: Part, event: LegEnded, cause: str) -> None:
    match active.state:
        case PartState.TALKING:
            talk.leave(turn, active, "seat" if cause == "normal" else "system", cause)
        case PartState.DIALING:
            dialling.failed(turn, active, _gave_up(cause))
        case PartState.RINGING:
            contact = turn.world.contacts[active.contact]
            if contact.offered_to == at.user:
                contact.offered_to = ""
                contacts.not_taken(turn, contact, active, _why_not(event, cause))
            else:
                part.unring(turn, active, _why_not(event, cause))


def _why_not(event: LegEnded, cause: str) -> str:
    """Why the offer was not taken; a failure of the switch is not the seat's."""
    if cause != "normal":
        return "failed"
    return "refused" if event.sip in REFUSED_SIP else "missed"


def _gave_up(cause: str) -> DialResult:
    """Why the seat does not dial any more: its phone was put down, or lost by the switch."""
    return CANCELLED if cause == "normal" else SWITCH_FAILED


def _own_phone_failed(event: LegEnded, cause: str) -> DialReason:
    if cause != "normal":
        return DialReason.SWITCH_FAILED
    return DialReason.CANCELLED if event.sip in REFUSED_SIP else DialReason.NO_ANSWER
