"""A seat calls somebody: another seat, or a number outside. Why is the part's aim.

To talk; to hand over its talk (transfer); to have somebody join it (invite). What is told is the
same: onDialing, then one of onDialSuccess, onNoAnswer, onDialFail.
"""

from __future__ import annotations

from callseat.domain import call as calls
from callseat.domain import effects, journey, legs, part, recording, seat, talk
from callseat.domain.dial_result import RING_TIME_OVER, DialReason, DialResult
from callseat.domain.dialer import attempts, disposition
from callseat.domain.directory import Project
from callseat.domain.notices import OnDialSuccess
from callseat.domain.part import UNKNOWN, Codes
from callseat.domain.part_table import PartHappening
from callseat.domain.status import Status
from callseat.domain.timer import RingOver
from callseat.domain.turn import Turn
from callseat.domain.world import (
    Aim,
    Attempt,
    Call,
    Contact,
    Leg,
    LegState,
    Part,
    PartState,
    Seat,
    Stage,
    Target,
)

FREE = (Status.IDLE, Status.WORK)  # work admits calls meant for the seat
RING_TIME = 30  # seconds for seats
RING_TIME_OUTSIDE = 60
RINGBACK = "ringback"  # the music that sounds like a telephone that rings elsewhere
NOBODY = Project("", recorded=False)  # whose business an internal call is


def new_contact(turn: Turn, at: Seat, target: Target, project: Project) -> Contact:
    """A contact that a seat begins."""
    contact = Contact(
        id=turn.new_id("x"),
        leg="",
        caller=target.caller or at.extension,
        callee=target.number,
        project=project,
        arrived_at=turn.at,
        number=turn.world.serial,
        stage=Stage.TALKING,
        kind="internal" if target.user else "outbound",
    )
    turn.world.contacts[contact.id] = contact
    return contact


def new_part(turn: Turn, at: Seat, contact: Contact, target: Target, aim: Aim) -> Part:
    """The seat's part of what it dials. Its project's wrap-up follows only its own business."""
    own = contact.called_by_us and aim is Aim.TALK and not contact.leg
    return Part(
        call_no=turn.new_id("c"),
        contact=contact.id,
        user=at.user,
        caller=target.caller or at.extension,
        callee=target.number,
        offered_at=turn.at,
        call_type="2" if contact.lead_call else "1",
        wrap_up=contact.project.wrap_up if own else 0,
        project=contact.project.number if own else "",
        state=PartState.DIALING,
        outgoing=True,
        aim=aim,
        target=target,
    )


def begin_for(turn: Turn, at: Seat, target: Target, aim: Aim, talking: Part) -> None:
    """Dial somebody for a talk that the seat has: to take it over, or to join it."""
    contact = turn.world.contacts[talking.contact]
    dialling = new_part(turn, at, contact, target, aim)
    dialling.call = talking.call
    at.parts[dialling.call_no] = dialling
    turn.world.calls[talking.call].parts[dialling.call_no] = at.user
    if aim is Aim.TRANSFER:
        dialling.waits = talking.call_no
        at.active = dialling.call_no
    dial(turn, dialling)
    seat.refresh(turn, at, "dialing")


def dial(turn: Turn, dialling: Part) -> None:
    """Dial the part's target. The seat's own phone is there."""
    target, at = dialling.target, turn.seat(dialling.user)
    if target is None:
        raise LookupError(f"{dialling.call_no} dials nobody")
    part.tell_dialing(turn, dialling)
    called = turn.world.seats.get(target.user)
    if target.user and (called is None or not may_ring(called)):
        failed(turn, dialling, DialResult(DialReason.BUSY))
        return
    contact = turn.world.contacts[dialling.contact]
    kind = "l" if called is not None else "o"
    leg = Leg(turn.new_id(kind), dialling.contact, target.user, LegState.DIALLED)
    turn.world.legs[leg.id] = leg
    attempt = Attempt(
        leg=leg.id,
        by=dialling.call_no,
        owner=at.user,
        call=dialling.call,
        aim=dialling.aim,
        user=target.user,
        number=target.number,
    )
    turn.world.attempts[leg.id] = attempt
    turn.world.calls[dialling.call].attempts[leg.id] = None
    dialling.attempt = leg.id
    if called is not None:
        _ring_seat(turn, dialling, called, leg)
    else:
        shown = effects.DialOutside(leg.id, target.trunk, target.number, target.caller, at.leg)
        turn.emit(shown)
        seconds = attempts.dialled(turn, contact) or RING_TIME_OUTSIDE
        turn.set_timer(f"ring:{leg.id}", seconds, RingOver(leg.id))
    turn.save(part.row(dialling, at))


def may_ring(called: Seat) -> bool:
    """Whether a call meant for this seat may ring there: it is free, or at work after a call."""
    free = seat.status_of(called) in FREE
    return free and called.connected and not called.leaving and not called.leg


def _ring_seat(turn: Turn, by: Part, called: Seat, leg: Leg) -> None:
    contact = turn.world.contacts[by.contact]
    takes_over = by.aim is not Aim.TALK and contact.leg != ""
    called_by_us = contact.called_by_us
    caller = contact.caller if called_by_us else part.shown_caller(contact)
    theirs = Part(
        call_no=turn.new_id("c"),
        contact=contact.id,
        user=called.user,
        caller=caller if takes_over else by.caller,
        callee=contact.callee if takes_over else by.callee,
        offered_at=turn.at,
        wrap_up=contact.project.wrap_up if takes_over else 0,
        project=contact.project.number if takes_over else "",
        call=by.call,
        outgoing=takes_over and called_by_us,
        attempt=leg.id,
    )
    part.take_up(called, theirs)
    called.leg = leg.id
    beside = turn.seat(by.user).leg
    turn.emit(effects.DialPhone(leg.id, called.extension, theirs.caller, beside))
    turn.set_timer(f"ring:{leg.id}", RING_TIME, RingOver(leg.id))
    turn.save(part.row(theirs, called))
    seat.refresh(turn, called, "offered")


def rings(turn: Turn, attempt: Attempt) -> None:
    """It rings there: the called seat is told, and who talks to nobody meanwhile hears it."""
    owner = turn.seat(attempt.owner)
    if attempt.user:
        theirs = turn.seat(attempt.user).part
        if theirs is not None:
            part.ring(turn, theirs)
    else:
        attempts.rings(turn, turn.world.lead_calls.get(_lead_call(turn, attempt)))
    leg = turn.world.legs.get(owner.leg)
    if attempt.aim is Aim.TALK and leg is not None and not leg.music and not attempt.early:
        legs.start_music(turn, leg, RINGBACK)


def _lead_call(turn: Turn, attempt: Attempt) -> str:
    return turn.world.contacts[turn.world.calls[attempt.call].contact].lead_call


def progresses(turn: Turn, attempt: Attempt) -> None:
    """Early media: who dialled hears it instead of a ringing tone."""
    if attempt.aim is Aim.TALK and not attempt.early:
        attempt.early = True
        calls.settle(turn, turn.world.calls[attempt.call])


def answered(turn: Turn, attempt: Attempt) -> None:
    """Whom the seat called is there."""
    calls.forget_attempt(turn, attempt.leg)
    call = turn.world.calls[attempt.call]
    contact = turn.world.contacts[call.contact]
    dialling = turn.seat(attempt.owner).parts[attempt.by]
    dialling.attempt = ""
    theirs = turn.seat(attempt.user).part if attempt.user else None
    if theirs is not None:
        part.begin_talk(turn, theirs)
        theirs.call, theirs.attempt = call.id, ""
        call.parts[theirs.call_no] = theirs.user
    else:
        call.outside[attempt.leg] = None
        if not contact.leg and contact.called_by_us:
            contact.leg = attempt.leg
    AFTER[attempt.aim](turn, dialling, call)
    if theirs is not None:
        part.tell_answer(turn, theirs, contact.recording if theirs.project else "")
    calls.refresh_seats(turn, call, "call_changed")


def _talks(turn: Turn, dialling: Part, call: Call) -> None:
    part.step(dialling, PartHappening.ANSWERED)
    at, contact = turn.seat(dialling.user), turn.world.contacts[call.contact]
    dialling.answered_at = turn.at
    first = not contact.answered_at
    contact.answered_at = contact.answered_at or turn.at
    owed = disposition.begin(turn, at, dialling, contact)
    if first and contact.lead_call:
        attempts.connected(turn, contact, at)
    calls.settle(turn, call)
    if first and contact.leg:
        recording.begin(turn, contact)
        turn.save(journey.row(contact))
    turn.save(part.row(dialling, at))
    own = contact.leg in call.outside
    _succeeded(turn, dialling, contact.recording if own else "", owed=owed)
    seat.refresh(turn, at, "answered")


def _hands_over(turn: Turn, dialling: Part, call: Call) -> None:
    """The seat is released; who answered talks in its place."""
    at = turn.seat(dialling.user)
    call.let_go = len(call.outside) > 1
    calls.settle(turn, call)
    _succeeded(turn, dialling, "")
    _step_back(turn, dialling, "transferred")
    talk.leave(turn, at.parts[dialling.waits], "seat", "transferred")


def _joins(turn: Turn, dialling: Part, call: Call) -> None:
    calls.settle(turn, call)
    _succeeded(turn, dialling, "")
    _step_back(turn, dialling, "joined")


AFTER = {Aim.TALK: _talks, Aim.TRANSFER: _hands_over, Aim.INVITE: _joins}


def _step_back(turn: Turn, dialling: Part, cause: str) -> None:
    """The part of dialling for another's talk ends with its success."""
    part.step(dialling, PartHappening.ANSWERED)
    dialling.answered_at = turn.at
    part.off_talk(turn, dialling, "system", cause, by_seat=True)


def _succeeded(turn: Turn, dialling: Part, file: str, *, owed: bool = False) -> None:
    numbers = (dialling.caller, dialling.callee, dialling.call_no)
    turn.notify(effects.Seat(dialling.user), OnDialSuccess(*numbers, file, dialling.contact, owed))


def failed(turn: Turn, dialling: Part, result: DialResult, codes: Codes = UNKNOWN) -> None:
    """Nobody comes. A transfer gives its talk back to the seat; a consultation is over."""
    at, call = turn.seat(dialling.user), turn.world.calls[dialling.call]
    calls.withdraw(turn, dialling.attempt)
    part.dial_failed(turn, dialling, result, codes)
    held = at.parts.get(dialling.waits)
    if held is not None:
        take_back(turn, at, held)
    calls.let_phone_go(turn, at)
    seat.refresh(turn, at, "not_answered")
    by = "seat" if result.reason is DialReason.CANCELLED else "system"
    calls.after_leaving(turn, call, by, result.reason.value)


def take_back(turn: Turn, at: Seat, held: Part) -> None:
    """The seat talks again with whom it wanted to hand over; on the hook, it has to fetch."""
    if legs.is_up(turn, at.leg) and not at.active:
        talk.fetch(turn, held)


def ring_over(turn: Turn, attempt: Attempt) -> None:
    """It rang long enough."""
    not_reached(turn, attempt, RING_TIME_OVER, "missed")


def not_reached(
    turn: Turn, attempt: Attempt, result: DialResult, outcome: str, codes: Codes = UNKNOWN
) -> None:
    """The called one does not come: `outcome` is what its seat's records say."""
    dialling = turn.seat(attempt.owner).parts.get(attempt.by)
    calls.withdraw(turn, attempt.leg, outcome)
    if dialling is not None:
        failed(turn, dialling, result, codes)
