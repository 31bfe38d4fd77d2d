"""A seat's part of a contact: offered, rung, answered or not, ended. Known to clients by callNo."""

from __future__ import annotations

from dataclasses import dataclass, replace

from callseat.domain import effects, legs, seat
from callseat.domain.dial_result import DialKind, DialResult
from callseat.domain.dialer import attempts, disposition
from callseat.domain.errors import Reason, Refused
from callseat.domain.notices import (
    OnAlarm,
    OnAnswer,
    OnDialFail,
    OnDialing,
    OnNoAnswer,
    OnOffTalk,
    OnRing,
    OnRingEnd,
)
from callseat.domain.part_table import PART, PartHappening
from callseat.domain.rows import CallPartRow
from callseat.domain.seat import Why
from callseat.domain.seat_table import Choice
from callseat.domain.timer import CoolDownOver, RingOver
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Leg, LegState, Part, PartState, Seat


@dataclass(frozen=True, slots=True)
class Codes:
    """How a leg ended, in the words of the network; 0 where unknown. See inputs.LegEnded."""

    sip: int = 0
    q850: int = 0


UNKNOWN = Codes()


def shown_caller(contact: Contact) -> str:
    """The caller as clients see it; a withheld number is made addressable (semantics, onQueue)."""
    return contact.customer or f"anonymous:{contact.id}"


def step(part: Part, happening: PartHappening) -> None:
    part.state = PART[part.state, happening]


def offer(turn: Turn, contact: Contact, to: Seat, ring_time: int, *, at_once: bool = False) -> None:
    """Ring the seat's phone for this contact; `at_once` asks it to answer by itself.

    Checked before: the seat may take it.
    """
    part = Part(
        call_no=turn.new_id("c"),
        contact=contact.id,
        user=to.user,
        caller=shown_caller(contact),
        callee=contact.ours,
        offered_at=turn.at,
        queue=contact.visit.queue if contact.visit else "",
        call_type=contact.call_type,
        wrap_up=contact.project.wrap_up,
        project=contact.project.number,
    )
    take_up(to, part)
    to.last_offer = turn.at
    contact.offered_to = to.user
    leg = ring_phone(turn, to, contact.id)
    caller, name = contact.customer, contact.project.name
    turn.emit(effects.DialPhone(leg.id, to.extension, caller, contact.leg, name, at_once))
    turn.set_timer(f"ring:{leg.id}", ring_time, RingOver(leg.id))
    turn.save(row(part, to))
    seat.refresh(turn, to, "offered")


def take_up(at: Seat, part: Part) -> None:
    """The part is the seat's active one from here on."""
    at.parts[part.call_no] = part
    at.active = part.call_no


def ring_phone(turn: Turn, at: Seat, contact_id: str) -> Leg:
    """A new leg of the seat's phone. The order to dial it is the caller's."""
    leg = Leg(turn.new_id("l"), contact_id, at.user, LegState.DIALLED)
    turn.world.legs[leg.id] = leg
    at.leg = leg.id
    return leg


def ring(turn: Turn, part: Part) -> None:
    """The phone rings: tell the seat, once."""
    if part.rung:
        return
    part.rung = True
    contact = turn.world.contacts[part.contact]
    numbers = part.caller, part.callee
    if part.outgoing and part.call_type == "2":  # one rule for all of a campaign (ADR 0016)
        numbers = part.callee, part.caller
    turn.notify(
        effects.Seat(part.user),
        OnRing(
            callNo=part.call_no,
            iCallType=part.call_type,
            caller=numbers[0],
            callee=numbers[1],
            project_no=part.project,
            msg=contact.msg,
            contactId=contact.id,
            queue=part.queue,
            data=dict(contact.data),
            campaign=contact.campaign,
            lead=contact.lead,
        ),
    )


def unring(turn: Turn, part: Part, outcome: str) -> None:
    """The offer ended without an answer: `outcome` missed, refused, withdrawn or failed."""
    at = turn.seat(part.user)
    turn.cancel_timer(f"ring:{at.leg}")
    turn.save(replace(row(part, at), ended_at=turn.at, outcome=outcome, cause=outcome))
    if part.rung:
        turn.notify(effects.Seat(at.user), OnRingEnd(part.call_no, outcome))
    drop(turn, part)


def begin_talk(turn: Turn, part: Part) -> None:
    """The seat took the call: its part talks from here on. What it is told: `tell_answer`."""
    ring(turn, part)
    if not part.attempt:  # an attempt's timer ends with it
        turn.cancel_timer(f"ring:{turn.seat(part.user).leg}")
    step(part, PartHappening.ANSWERED)
    part.answered_at = turn.at


def tell_answer(turn: Turn, part: Part, file: str) -> None:
    """Note and tell that the seat took the call; `file` is the recording's name, "" if none."""
    at = turn.seat(part.user)
    at.refusals, at.calls = 0, at.calls + 1
    owed = disposition.begin(turn, at, part, turn.world.contacts[part.contact])
    turn.save(row(part, at))
    seat.take_off_hook(turn, at)
    turn.notify(
        effects.Seat(at.user),
        OnAnswer(
            caller=part.caller,
            callee=part.callee,
            callNo=part.call_no,
            fileName=file,
            contactId=part.contact,
            dispositionRequired=owed,
        ),
    )
    seat.refresh(turn, at, "answered")


def drop(turn: Turn, part: Part) -> None:
    """The part is over: out of its seat and its call, and what hung on it: mute, errand, music."""
    step(part, PartHappening.ENDED)
    at, call = turn.seat(part.user), turn.world.calls.get(part.call)
    at.parts.pop(part.call_no, None)
    if call is not None:
        call.parts.pop(part.call_no, None)
    if at.muted == part.call_no:
        at.muted = ""
        if legs.is_up(turn, at.leg):
            turn.emit(effects.Unmute(at.leg))
    if at.errand is not None and at.errand.call_no == part.call_no:
        at.errand = None
        turn.cancel_timer(f"ring:{at.leg}")
    if at.active == part.call_no:
        at.active = ""
        legs.stop_own_music(turn, at)


def count_refusal(turn: Turn, at: Seat, cause: str) -> None:
    """After a refused or missed offer: a pause, or BUSY when it was one too many."""
    rules = turn.world.rules
    at.refusals += 1
    at.idle_since = turn.at  # who did not take its turn is last again
    if at.refusals >= rules.refusals_until_busy:
        at.refusals = 0
        seat.choose(turn, at, Choice.BUSY, Why(cause))
        alarm = OnAlarm(f"calls_{cause}", at.user, str(rules.refusals_until_busy))
        turn.notify(effects.Supervisors(at.account.group), alarm)
        return
    cool_down(turn, at)


def cool_down(turn: Turn, at: Seat) -> None:
    """A pause before the next offer."""
    at.cooling = True
    turn.set_timer(f"cool-down:{at.user}", turn.world.rules.cool_down, CoolDownOver(at.user))


def off_talk(turn: Turn, part: Part, released_by: str, cause: str, *, by_seat: bool) -> None:
    """A part that was answered is over. `by_seat`: the seat's side ended it, or the system did.

    endDirection is "0" for the caller's side, "1" for the callee's (semantics of onOffTalk).
    """
    at = turn.seat(part.user)
    direction = "0" if part.outgoing is by_seat else "1"
    if part.project:
        attempts.talk_ended(turn, at)
    at.wrap_up.talked = True
    at.wrap_up.seconds = max(at.wrap_up.seconds, part.wrap_up)
    turn.save(
        replace(
            row(part, at),
            ended_at=turn.at,
            end_direction=direction,
            released_by=released_by,
            cause=cause,
        )
    )
    turn.notify(
        effects.Seat(at.user),
        OnOffTalk(
            caller=part.caller,
            callee=part.callee,
            callNo=part.call_no,
            endDirection=direction,
            releasedBy=released_by,
            cause=cause,
            contactId=part.contact,
        ),
    )
    drop(turn, part)


def tell_dialing(turn: Turn, part: Part) -> None:
    """Whom the seat calls is being dialled: told once."""
    part.dialled = True
    numbers = (part.caller, part.callee, part.call_no)
    turn.notify(effects.Seat(part.user), OnDialing(*numbers, contactId=part.contact))


def dial_failed(turn: Turn, part: Part, result: DialResult, codes: Codes = UNKNOWN) -> None:
    """Whom the seat called does not come (onNoAnswer or onDialFail); the part is over.

    If the seat's own phone failed before anything was told, onDialing is told first: a failure is
    never the first word about a call.
    """
    if not part.rung and not part.dialled:
        tell_dialing(turn, part)
    at = turn.seat(part.user)
    to = effects.Seat(part.user)
    numbers = (part.caller, part.callee, part.call_no)
    outcome = "no_answer" if result.kind is DialKind.NO_ANSWER else "failed"
    reason = result.reason.value
    turn.save(replace(row(part, at), ended_at=turn.at, outcome=outcome, cause=reason))
    if result.kind is DialKind.NO_ANSWER:
        turn.notify(to, OnNoAnswer(*numbers, contactId=part.contact))
    else:
        turn.notify(to, OnDialFail(*numbers, reason, codes.sip, codes.q850, part.contact))
    drop(turn, part)


def row(part: Part, at: Seat) -> CallPartRow:
    """The part as it stands; what its end adds is put in by `dataclasses.replace`."""
    return CallPartRow(
        call_no=part.call_no,
        contact_id=part.contact,
        user=part.user,
        extension=at.extension,
        call_type=part.call_type,
        caller=part.caller,
        callee=part.callee,
        project=part.project,
        queue=part.queue,
        offered_at=part.offered_at,
        answered_at=part.answered_at,
        outcome="answered" if part.answered_at else part.state.value,
    )


def ringing(at: Seat) -> Part:
    """The part that rings at the seat. Refused `not_ringing` if none does, or not yet."""
    part = at.part
    if part is None or part.state is not PartState.RINGING or not part.rung:
        raise Refused(Reason.NOT_RINGING)
    return part


def talking(at: Seat) -> Part:
    """The part in which the seat talks. Refused `no_call` if there is none."""
    part = at.part
    if part is None or part.state is not PartState.TALKING:
        raise Refused(Reason.NO_CALL)
    return part


def last_held(at: Seat) -> Part:
    """The part that was held last. Refused `no_held_call` if none is."""
    for part in reversed(at.parts.values()):
        if part.state is PartState.HELD:
            return part
    raise Refused(Reason.NO_HELD_CALL)
