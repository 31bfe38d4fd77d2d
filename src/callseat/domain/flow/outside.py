"""A number outside that a flow's `transfer` called: it answers, or it does not come."""

from __future__ import annotations

from callseat.domain import call as calls
from callseat.domain import journey, legs, recording
from callseat.domain.dial_result import DialReason, DialResult
from callseat.domain.effects import HangUpReason
from callseat.domain.flow import steps, walk
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Stage


def answered(turn: Turn, leg: str) -> None:
    """Both talk to each other from here on; the walk is over."""
    contact = turn.world.contacts[turn.world.transfers.pop(leg)]
    turn.cancel_timer(f"ring:{leg}")
    _forget(contact)
    steps.over(turn, contact, "answered")
    contact.stage = Stage.TALKING
    contact.answered_at = contact.answered_at or turn.at
    call = calls.begin(turn, contact)
    call.outside = {contact.leg: None, leg: None}
    call.let_go = True
    calls.settle(turn, call)
    recording.begin(turn, contact)
    turn.save(journey.row(contact))


def ended(turn: Turn, leg: str, result: DialResult) -> None:
    """It does not come; the leg is gone."""
    contact = turn.world.contacts[turn.world.transfers.pop(leg)]
    turn.cancel_timer(f"ring:{leg}")
    _forget(contact)
    legs.stop_music(turn, turn.world.legs[contact.leg])
    walk.leave(turn, contact, _branch(result))


def ring_over(turn: Turn, leg: str) -> None:
    """It rang long enough."""
    legs.hang_up(turn, leg, HangUpReason.NO_ANSWER)
    ended(turn, leg, DialResult(DialReason.NO_ANSWER))


def _forget(contact: Contact) -> None:
    if contact.walk is not None:
        contact.walk.dialled = ""


def _branch(result: DialResult) -> str:
    match result.reason:
        case DialReason.NO_ANSWER:
            return "no_answer"
        case DialReason.BUSY | DialReason.REJECTED:
            return "busy"
        case _:
            return "failed"
