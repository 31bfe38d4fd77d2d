"""A seat's part of a contact: offered, rung, answered or not, ended. Known to clients by callNo."""

from __future__ import annotations

from dataclasses import replace

from callseat.domain import effects, seat
from callseat.domain.errors import Reason, Refused
from callseat.domain.notices import OnAlarm, OnOffTalk, OnRing, OnRingEnd
from callseat.domain.rows import CallPartRow
from callseat.domain.seat import Why
from callseat.domain.seat_table import Choice, Happening
from callseat.domain.timer import CoolDownOver, RingOver
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Leg, LegState, Part, Seat


def shown_caller(contact: Contact) -> str:
    """The caller as clients see it; a withheld number is made addressable (semantics, onQueue)."""
    return contact.caller or f"anonymous:{contact.id}"


def offer(turn: Turn, contact: Contact, to: Seat, ring_time: int) -> None:
    """Ring the seat's phone for this contact. Checked before: the seat may take it."""
    part = Part(
        call_no=turn.new_id("c"),
        contact=contact.id,
        user=to.user,
        caller=shown_caller(contact),
        callee=contact.callee,
        offered_at=turn.at,
        queue=contact.visit.queue if contact.visit else "",
        wrap_up=contact.project.wrap_up,
        project=contact.project.number,
    )
    leg = Leg(turn.new_id("l"), contact.id, to.user, LegState.DIALLED)
    turn.world.legs[leg.id] = leg
    to.part, to.leg, to.last_offer = part, leg.id, turn.at
    contact.seat_leg = leg.id
    caller, name = contact.caller, contact.project.name
    turn.emit(effects.DialPhone(leg.id, to.extension, caller, contact.leg, name))
    turn.set_timer(f"ring:{leg.id}", ring_time, RingOver(leg.id))
    turn.save(row(part, to))
    seat.happen(turn, to, Happening.OFFERED)


def ring(turn: Turn, contact: Contact, at: Seat) -> None:
    """The phone rings: tell the seat, once."""
    part = at.part
    if part is None or part.rung:
        return
    part.rung = True
    turn.notify(
        effects.Seat(at.user),
        OnRing(
            callNo=part.call_no,
            iCallType=part.call_type,
            caller=part.caller,
            callee=part.callee,
            project_no=part.project,
            msg=contact.msg,
            contactId=contact.id,
            queue=part.queue,
        ),
    )


def unring(turn: Turn, at: Seat, outcome: str) -> None:
    """The offer ended without an answer: `outcome` missed, refused, withdrawn or failed."""
    part = at.part
    if part is None:
        return
    turn.cancel_timer(f"ring:{at.leg}")
    turn.save(replace(row(part, at), ended_at=turn.at, outcome=outcome, cause=outcome))
    if part.rung:
        turn.notify(effects.Seat(at.user), OnRingEnd(part.call_no, outcome))


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


def off_talk(turn: Turn, at: Seat, direction: str, released_by: str, cause: str) -> None:
    """The seat's part of an answered call ended. `direction`: "0" caller's side, "1" callee's."""
    part = at.part
    if part is None:
        return
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
        outcome="answered" if part.answered_at else "ringing",
    )


def ringing_leg(turn: Turn, at: Seat) -> Leg:
    """The leg that rings at the seat. Refused `not_ringing` if none does."""
    leg = turn.world.legs.get(at.leg)
    if leg is None or leg.state is not LegState.RINGING or leg.contact not in turn.world.contacts:
        raise Refused(Reason.NOT_RINGING)
    return leg
