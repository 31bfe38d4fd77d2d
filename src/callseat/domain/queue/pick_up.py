"""A seat takes a waiting caller out of turn."""

from __future__ import annotations

from callseat.domain import part
from callseat.domain.errors import Reason, Refused
from callseat.domain.own_phone import RING_TIME
from callseat.domain.queue import waiting
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Seat, Stage


def find(turn: Turn, at: Seat, named: str) -> Contact:
    """Who waits under this number or contactId in a line that the seat serves, longest first.

    Refused `not_queued`, `taken` (rings or talks at another seat).
    """
    world = turn.world
    ids = [named] if named in world.contacts else list(world.callers.get(named, ()))
    served = {skill.queue for skill in at.account.skills}
    found = [world.contacts[one] for one in ids]
    found = [one for one in found if _line(one) in served]
    waits = [one for one in found if one.stage is Stage.WAITING]
    if not waits:
        raise Refused(Reason.TAKEN if found else Reason.NOT_QUEUED, "caller")
    return min(waits, key=lambda one: (one.waiting_since, one.number))


def _line(contact: Contact) -> str:
    """Where it waits, or was taken from while its customer is there; "" if neither."""
    return contact.visit.queue if contact.visit is not None else contact.taken_from


def take(turn: Turn, at: Seat, contact: Contact) -> None:
    """Ring the seat's phone for this caller; it is asked to answer by itself."""
    waiting.offered(turn, contact)
    part.offer(turn, contact, at, RING_TIME, at_once=True)
