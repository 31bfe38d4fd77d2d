"""A caller gives up the telephone, not the place in line: called back when its turn comes.

The seat's phone is rung first, then the customer's (ADR 0013): so the customer never waits for a
seat, and a seat that does not come costs the customer nothing. While the customer is dialled the
contact is still offered; if the customer does not answer, it joins again later, with its place.
"""

from __future__ import annotations

from callseat.domain import call as calls
from callseat.domain import dialling, effects, journey, legs, outside_number, part, recording
from callseat.domain.directory import Account, Reach
from callseat.domain.effects import HangUpReason
from callseat.domain.errors import Refused
from callseat.domain.flow import steps
from callseat.domain.flow.state import Promise
from callseat.domain.queue import owed, waiting
from callseat.domain.timer import CallBackDue, RingOver
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Leg, LegState, Part, Stage


def accept(turn: Turn, contact: Contact) -> bool:
    """The caller wants it. False if it cannot be: no number, or one that is promised already."""
    world, visit = turn.world, contact.visit
    if visit is None or contact.promise is not None or contact.customer in world.promised:
        return False
    shown = contact.project.caller_id
    account = Account("", reach=Reach.NATIONAL, callers=(shown,) if shown else ())
    try:
        checked = outside_number.check(world.rules, account, contact.customer, "")
    except Refused:
        return False
    if not world.directory.trunks:
        return False
    contact.promise = Promise(checked.number, checked.caller, visit.node, visit.node.retries)
    world.promised[contact.customer] = contact.id
    owed.save(turn, contact, contact.promise)
    waiting.hush(turn, contact)
    leg, contact.leg = contact.leg, ""
    legs.farewell(turn, leg, visit.node.call_back_sounds)
    steps.over(turn, contact, "call_back")
    turn.log("call_back_promised", contact)
    return True


def dial(turn: Turn, contact: Contact, answered: Part) -> None:
    """The seat is there: now the customer is called, and the seat hears it ring."""
    promise = promise_of(contact)
    line, _ = waiting.line_of(turn, contact)
    contact.offered_to = ""
    part.begin_talk(turn, answered)
    call = calls.begin(turn, contact, line.queue.music)
    call.parts[answered.call_no] = answered.user
    answered.call = call.id
    leg = Leg(turn.new_id("o"), contact.id, state=LegState.DIALLED)
    turn.world.legs[leg.id] = leg
    turn.world.called_back[leg.id] = contact.id
    promise.leg, promise.call = leg.id, call.id
    at = turn.seat(answered.user)
    trunk = turn.world.directory.trunks[0] if turn.world.directory.trunks else ""
    turn.emit(effects.DialOutside(leg.id, trunk, promise.number, promise.shown, at.leg))
    turn.set_timer(f"ring:{leg.id}", dialling.RING_TIME_OUTSIDE, RingOver(leg.id))
    part.tell_answer(turn, answered, "")
    legs.start_music(turn, turn.world.legs[at.leg], dialling.RINGBACK)


def promise_of(contact: Contact) -> Promise:
    if contact.promise is None:
        raise LookupError(f"{contact.id} is promised nothing")
    return contact.promise


def reached(turn: Turn, leg: str) -> None:
    """The customer answered: the wait is over."""
    contact = turn.world.contacts[turn.world.called_back.pop(leg)]
    turn.cancel_timer(f"ring:{leg}")
    call = turn.world.calls[promise_of(contact).call]
    user = next(iter(call.parts.values()), "")
    forget(turn, contact)
    waiting.leave(turn, contact, "answered", user)
    contact.leg, contact.stage = leg, Stage.TALKING
    contact.answered_at = contact.answered_at or turn.at
    call.outside[leg] = None
    calls.settle(turn, call)
    recording.begin(turn, contact)
    turn.save(journey.row(contact))
    calls.refresh_seats(turn, call, "call_changed")


def not_reached(turn: Turn, leg: str, cause: str) -> None:
    """The customer does not answer: the seat is free again, and it is tried later."""
    contact = turn.world.contacts[turn.world.called_back.pop(leg)]
    turn.cancel_timer(f"ring:{leg}")
    legs.hang_up(turn, leg, HangUpReason.NO_ANSWER)
    promise = promise_of(contact)
    promise.leg = ""
    promise.left -= 1
    promise.rests = True
    calls.end(turn, turn.world.calls[promise.call], "system", cause)


def seat_gone(turn: Turn, contact: Contact) -> None:
    """The seat that waited for a promised call has left: the next one gets it, or it rests."""
    promise = promise_of(contact)
    promise.call = ""
    if promise.leg:  # the seat hung up while the customer was dialled
        turn.world.called_back.pop(promise.leg, None)
        turn.cancel_timer(f"ring:{promise.leg}")
        legs.hang_up(turn, promise.leg)
        promise.leg = ""
        waiting.put_back(turn, contact)
        return
    waiting.leave(turn, contact, "failed")
    if promise.rests and promise.left >= 0:
        promise.rests = False
        contact.stage = Stage.PROMISED
        again = promise.node.retry_after
        turn.set_timer(f"call-back:{contact.id}", again, CallBackDue(contact.id))
        owed.save(turn, contact, promise, turn.at + again * 1000)
    else:
        forget(turn, contact)
        journey.close(turn, contact, "system", "call_back_failed")


def due(turn: Turn, contact: Contact) -> None:
    """It is tried again: back into the line, with the place that it had."""
    promise = contact.promise
    if promise is None or contact.stage is not Stage.PROMISED:
        return
    if waiting.open_line(turn, promise.node.queue) is None:
        forget(turn, contact)
        journey.close(turn, contact, "system", "call_back_failed")
    else:
        waiting.join(turn, contact, promise.node)


def sleeps(contact: Contact) -> bool:
    """Whether it is promised a call, and neither a seat nor the customer is rung for that now."""
    return contact.promise is not None and not contact.calls and not contact.offered_to


def forget(turn: Turn, contact: Contact) -> None:
    """The promise is kept, or given up."""
    if contact.promise is not None:
        owed.settle(turn, contact, contact.promise)
        leave_to_next(turn, contact)


def leave_to_next(turn: Turn, contact: Contact) -> None:
    """The promise is no more ours, but still owed: the next server takes it over."""
    promise, contact.promise = contact.promise, None
    if promise is None:
        return
    turn.world.promised.pop(contact.customer, None)
    if contact.stage is Stage.PROMISED:
        turn.cancel_timer(f"call-back:{contact.id}")
    if promise.leg and promise.leg in turn.world.called_back:
        del turn.world.called_back[promise.leg]
        turn.cancel_timer(f"ring:{promise.leg}")
        legs.hang_up(turn, promise.leg)
