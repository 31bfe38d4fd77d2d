"""Who gets whom. Run at the end of each step over what changed in it, and nothing else."""

from __future__ import annotations

from callseat.domain import part
from callseat.domain.queue import call_back, waiting
from callseat.domain.queue.ranking import Rank
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Mode, Seat, Stage


def after_call_backs(turn: Turn) -> None:
    """Customers who were to be called back when their seat's call ended: they wait on."""
    for contact_id in turn.unreached:
        contact = turn.world.contacts.get(contact_id)
        if contact is not None and contact.promise is not None:
            call_back.seat_gone(turn, contact)


def settle(turn: Turn) -> None:
    """Offer contacts that began to wait and seats that became ready, until nothing is left."""
    if turn.world.switch_up:
        while turn.joined or turn.freed:
            joined, turn.joined = turn.joined, {}
            freed, turn.freed = turn.freed, {}
            for contact_id in joined:
                _seek_seat(turn, contact_id)
            for user in freed:
                _seek_contact(turn, turn.seat(user))
    for contact_id in turn.joined:  # the switch is away: nothing is offered
        contact = turn.world.contacts.get(contact_id)
        if contact is not None and contact.stage is Stage.WAITING:
            waiting.publish(turn, contact)


def _seek_seat(turn: Turn, contact_id: str) -> None:
    """The first ready seat, unless somebody else has more right to it: one may have become ready
    in this very step.
    """
    contact = turn.world.contacts.get(contact_id)
    if contact is None or contact.stage is not Stage.WAITING:
        return
    line, _ = waiting.line_of(turn, contact)
    while contact.stage is Stage.WAITING:
        seats = line.auto if contact.campaign else line.ready
        user = next((user for user in seats if may_take(contact, turn.seat(user))), None)
        if user is None:
            waiting.publish(turn, contact)
            return
        _seek_contact(turn, turn.seat(user))


def _seek_contact(turn: Turn, seat: Seat) -> None:
    """The best waiting contact of all lines that the seat serves."""
    best: tuple[Rank, str] | None = None
    auto = seat.mode is Mode.AUTO
    for skill in seat.account.skills:
        line = turn.world.lines.get(skill.queue)
        if line is None or seat.user not in (line.auto if auto else line.ready):
            continue
        lane = line.called if auto else line.waiting
        for contact_id in lane:
            if may_take(turn.world.contacts[contact_id], seat):
                candidate = (lane.ranks[contact_id], contact_id)
                best = candidate if best is None else min(best, candidate)
                break
    if best is not None:
        _offer(turn, turn.world.contacts[best[1]], seat)


def may_take(contact: Contact, seat: Seat) -> bool:
    """Whether the seat has not refused it, and has all skills that it needs."""
    needed = contact.visit.node.skills if contact.visit is not None else ()
    if seat.user in contact.refused_by:
        return False
    return not needed or {*needed} <= {skill.queue for skill in seat.account.skills}


def _offer(turn: Turn, contact: Contact, seat: Seat) -> None:
    line, _ = waiting.line_of(turn, contact)
    waiting.offered(turn, contact)
    part.offer(turn, contact, seat, line.queue.ring_time, at_once=contact.campaign != "")
