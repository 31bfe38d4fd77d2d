"""The books of a contact: opened when it arrives or is made, closed when its customer is gone."""

from __future__ import annotations

from callseat.domain.dialer import attempts
from callseat.domain.queue import waiting
from callseat.domain.rows import ContactRow
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Stage


def close(turn: Turn, contact: Contact, released_by: str, cause: str) -> None:
    """The customer is gone, or nobody is left: the row is closed, once."""
    if not contact.outcome:
        contact.outcome = _outcome(contact, released_by, cause)
        contact.stage = Stage.ENDED
        if contact.kind == "inbound":
            _count(turn, contact, -1)
        turn.save(row(contact, turn.at, released_by, cause))
        if contact.lead_call:
            attempts.closed(turn, contact, cause)
    waiting.release(turn, contact)
    forget(turn, contact)


def begin(turn: Turn, contact: Contact) -> None:
    """A caller is here, or is waited for again."""
    turn.world.contacts[contact.id] = contact
    if contact.kind == "inbound":
        _count(turn, contact, 1)
    turn.save(row(contact))


def forget(turn: Turn, contact: Contact) -> None:
    """Out of the world, once it is closed and no consultation about it goes on."""
    walks = contact.walk is not None and contact.walk.alone
    if contact.outcome and not contact.calls and not walks:
        turn.world.contacts.pop(contact.id, None)


def _count(turn: Turn, contact: Contact, change: int) -> None:
    callers, project = turn.world.callers_in, contact.project.number
    callers[project] = callers.get(project, 0) + change
    if not callers[project]:
        del callers[project]


def _outcome(contact: Contact, released_by: str, cause: str) -> str:
    if contact.answered_at:
        return "answered"
    if contact.kind != "inbound" or cause == "call_back_failed":
        return "unanswered"
    if contact.stage in (Stage.WAITING, Stage.OFFERED):
        return "abandoned" if released_by == "customer" else "failed"
    return "served" if cause == "normal" else "failed"


def row(contact: Contact, ended_at: int = 0, released_by: str = "", cause: str = "") -> ContactRow:
    return ContactRow(
        contact_id=contact.id,
        project=contact.project.number,
        caller=contact.caller,
        callee=contact.callee,
        arrived_at=contact.arrived_at,
        answered_at=contact.answered_at,
        ended_at=ended_at,
        outcome=contact.outcome or "open",
        released_by=released_by,
        cause=cause,
        recording=contact.recording,
        kind=contact.kind,
    )
