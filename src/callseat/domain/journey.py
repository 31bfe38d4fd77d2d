"""The books of a contact: opened when it arrives or is made, closed when its customer is gone."""

from __future__ import annotations

from callseat.domain.queue import waiting
from callseat.domain.rows import ContactRow
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Stage


def close(turn: Turn, contact: Contact, released_by: str, cause: str) -> None:
    """The customer is gone, or nobody is left: the row is closed, once."""
    if not contact.outcome:
        contact.outcome = _outcome(contact, released_by, cause)
        contact.stage = Stage.ENDED
        turn.save(row(contact, turn.at, released_by, cause))
    if contact.taken_from:
        contact.taken_from = ""
        waiting.forget_caller(turn, contact)
    forget(turn, contact)


def forget(turn: Turn, contact: Contact) -> None:
    """Out of the world, once it is closed and no consultation about it goes on."""
    if contact.outcome and not contact.calls:
        turn.world.contacts.pop(contact.id, None)


def _outcome(contact: Contact, released_by: str, cause: str) -> str:
    if contact.answered_at:
        return "answered"
    if contact.kind != "inbound":
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
