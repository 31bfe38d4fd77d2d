"""A contact's life: it meets a seat, the seat does not answer, it ends.

How it moves:

    arrival -> FLOW -> WAITING -> OFFERED -> TALKING -> end
                 ^________|   ^______|
              overflow        refused, missed
"""

from __future__ import annotations

from callseat.domain import effects, part, recording, seat
from callseat.domain.effects import HangUpReason
from callseat.domain.notices import OnAnswer
from callseat.domain.queue import waiting
from callseat.domain.rows import ContactRow
from callseat.domain.seat_table import Happening
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, LegState, Part, Seat, Stage


def connect(turn: Turn, contact: Contact, with_seat: Seat, its_part: Part) -> None:
    """The seat answered: both into one call, recorded from here."""
    part.ring(turn, contact, with_seat)
    turn.cancel_timer(f"ring:{with_seat.leg}")
    waiting.leave(turn, contact, "answered", with_seat.user)
    contact.stage, contact.call = Stage.TALKING, turn.new_id("b")
    contact.answered_at = contact.answered_at or turn.at
    its_part.answered_at = turn.at
    turn.emit(effects.StopMusic(contact.leg))
    turn.emit(effects.OpenCall(contact.call, contact.leg))
    turn.emit(effects.Join(contact.leg, contact.call))
    turn.emit(effects.Join(with_seat.leg, contact.call))
    recording.begin(turn, contact)
    with_seat.refusals, with_seat.calls = 0, with_seat.calls + 1
    turn.save(row(contact))
    turn.save(part.row(its_part, with_seat))
    seat.take_off_hook(turn, with_seat)
    turn.notify(
        effects.Seat(with_seat.user),
        OnAnswer(
            caller=its_part.caller,
            callee=its_part.callee,
            callNo=its_part.call_no,
            fileName=contact.recording,
            contactId=contact.id,
        ),
    )
    seat.happen(turn, with_seat, Happening.ANSWERED)


def not_taken(turn: Turn, contact: Contact, by_seat: Seat, outcome: str) -> None:
    """The offered seat refused, missed or could not be rung (failed): the contact waits on."""
    part.unring(turn, by_seat, outcome)
    if outcome != "failed" and by_seat.user not in contact.refused_by:
        contact.refused_by.append(by_seat.user)
    waiting.put_back(turn, contact)
    if outcome == "failed":
        part.cool_down(turn, by_seat)
    else:
        part.count_refusal(turn, by_seat, outcome)


def end(turn: Turn, contact: Contact, released_by: str, cause: str = "normal") -> None:
    """The contact is over, whatever it was doing. `released_by`: customer, seat, flow, system.

    Legs that are still there are told to hang up; they go when the switch says so.
    """
    outcome = _outcome(contact, released_by, cause)
    by_seat = turn.world.legs.get(contact.seat_leg)
    if contact.visit is not None:
        waiting.leave(turn, contact, "abandoned" if released_by == "customer" else "failed")
    if by_seat is not None:
        _part_ends(turn, contact, turn.seat(by_seat.user), released_by, cause)
    if contact.walk is not None and contact.walk.listening:
        turn.cancel_timer(f"menu:{contact.id}")
    hang_up(turn, contact.seat_leg)
    hang_up(turn, contact.leg, HangUpReason.NORMAL)
    if contact.call:
        turn.emit(effects.CloseCall(contact.call))
    contact.stage = Stage.ENDED
    del turn.world.contacts[contact.id]
    turn.save(row(contact, turn.at, outcome, released_by, cause))


def _part_ends(turn: Turn, contact: Contact, at: Seat, released_by: str, cause: str) -> None:
    if contact.stage is Stage.OFFERED:
        part.unring(turn, at, "withdrawn")
    elif contact.stage is Stage.TALKING:
        direction = "0" if released_by == "customer" else "1"
        part.off_talk(turn, at, direction, released_by, cause)


def _outcome(contact: Contact, released_by: str, cause: str) -> str:
    if contact.answered_at:
        return "answered"
    if contact.stage in (Stage.WAITING, Stage.OFFERED):
        return "abandoned" if released_by == "customer" else "failed"
    return "served" if cause == "normal" else "failed"


def hang_up(turn: Turn, leg_id: str, reason: HangUpReason = HangUpReason.NORMAL) -> None:
    """Tell a leg to hang up, once; nothing if it is gone."""
    leg = turn.world.legs.get(leg_id)
    if leg is not None and leg.state is not LegState.ENDING:
        leg.state = LegState.ENDING
        turn.emit(effects.HangUp(leg_id, reason))


def row(
    contact: Contact,
    ended_at: int = 0,
    outcome: str = "open",
    released_by: str = "",
    cause: str = "",
) -> ContactRow:
    return ContactRow(
        contact_id=contact.id,
        project=contact.project.number,
        caller=contact.caller,
        callee=contact.callee,
        arrived_at=contact.arrived_at,
        answered_at=contact.answered_at,
        ended_at=ended_at,
        outcome=outcome,
        released_by=released_by,
        cause=cause,
        recording=contact.recording,
    )
