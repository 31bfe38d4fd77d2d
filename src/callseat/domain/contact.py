"""A contact's life: it meets a seat, the seat does not answer, its customer goes, it is ended.

How it moves:

    arrival -> FLOW -> WAITING -> OFFERED -> TALKING -> end
                 ^________|   ^______|
              overflow        refused, missed

What goes on while it talks (hold, consultation, transfer, conference) is its calls' business.
"""

from __future__ import annotations

from callseat.domain import call as calls
from callseat.domain import journey, legs, part, recording, seat
from callseat.domain.dialer import attempts
from callseat.domain.flow import steps
from callseat.domain.queue import call_back, pace, waiting
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Part, Stage

# By which branch a flow's transfer goes on.
NOT_TAKEN = {"refused": "busy", "missed": "no_answer", "failed": "failed"}


def connect(turn: Turn, contact: Contact, answered: Part) -> None:
    """The seat answered: both into one call, recorded from here."""
    if contact.promise is not None:
        call_back.dial(turn, contact, answered)
        return
    music = "default"
    part.begin_talk(turn, answered)
    if contact.visit is not None:
        line, _ = waiting.line_of(turn, contact)
        music = line.queue.music
        pace.taken(turn, line)
        waiting.leave(turn, contact, "answered", answered.user)
    steps.over(turn, contact, "answered")
    if contact.lead_call:
        attempts.connected(turn, contact, turn.seat(answered.user))
    contact.stage, contact.offered_to = Stage.TALKING, ""
    contact.answered_at = contact.answered_at or turn.at
    call = calls.begin(turn, contact, music)
    call.outside[contact.leg] = None
    call.parts[answered.call_no] = answered.user
    answered.call = call.id
    calls.settle(turn, call)
    recording.begin(turn, contact)
    turn.save(journey.row(contact))
    part.tell_answer(turn, answered, contact.recording)


def not_taken(turn: Turn, contact: Contact, offered: Part, outcome: str) -> None:
    """The offered seat refused, missed or could not be rung (failed): the contact waits on.

    One that a flow transferred to the seat goes on in the flow instead.
    """
    by_seat = turn.seat(offered.user)
    part.unring(turn, offered, outcome)
    if contact.visit is None:
        legs.stop_music(turn, turn.world.legs[contact.leg])
        contact.stage = Stage.FLOW
        turn.untaken[contact.id] = NOT_TAKEN[outcome]
        return
    if outcome != "failed" and by_seat.user not in contact.refused_by:
        contact.refused_by.append(by_seat.user)
    waiting.put_back(turn, contact)
    if outcome == "failed":
        part.cool_down(turn, by_seat)
    else:
        part.count_refusal(turn, by_seat, outcome)


def customer_gone(turn: Turn, contact: Contact, released_by: str, cause: str) -> None:
    """The customer's leg is gone. A consultation about it may go on; all else is over."""
    stop_waiting(turn, contact, released_by)
    steps.hung_up(turn, contact)
    for call_id in list(contact.calls):
        call = turn.world.calls[call_id]
        if contact.leg in call.outside:
            call.let_go = False
            del call.outside[contact.leg]
            journey.close(turn, contact, released_by, cause)
            calls.after_leaving(turn, call, released_by, cause)
    journey.close(turn, contact, released_by, cause)


def end(turn: Turn, contact: Contact, released_by: str, cause: str = "normal") -> None:
    """The contact is over, whatever it was doing. `released_by`: customer, seat, flow, system.

    Legs that are still there are told to hang up; they go when the switch says so.
    """
    stop_waiting(turn, contact, released_by)
    call_back.forget(turn, contact)
    steps.over(turn, contact, "end")
    for call_id in list(contact.calls):
        calls.end(turn, turn.world.calls[call_id], released_by, cause)
    legs.hang_up(turn, contact.leg)
    journey.close(turn, contact, released_by, cause)


def stop_waiting(turn: Turn, contact: Contact, released_by: str) -> None:
    """The contact waits in no line, and rings at no seat, any more."""
    if contact.visit is not None:
        waiting.leave(turn, contact, "abandoned" if released_by == "customer" else "failed")
    if contact.offered_to:
        offered = turn.seat(contact.offered_to)
        contact.offered_to = ""
        if offered.part is not None:
            part.unring(turn, offered.part, "withdrawn")
        calls.let_phone_go(turn, offered)
        seat.refresh(turn, offered, "not_answered")
