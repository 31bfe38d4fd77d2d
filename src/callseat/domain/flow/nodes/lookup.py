"""The node `lookup`: about a seat, a queue, or the caller's earlier contacts."""

from __future__ import annotations

from callseat.domain import effects
from callseat.domain.flow import values
from callseat.domain.flow.flow import Lookup
from callseat.domain.flow.nodes.behaviour import Answered, Behaviour, ask
from callseat.domain.inputs import LookedUp
from callseat.domain.queue import pace
from callseat.domain.seat import status_of
from callseat.domain.status import Status
from callseat.domain.turn import Turn
from callseat.domain.world import Contact

LIMIT = 10  # seconds in which the store must answer


class LookupBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Lookup) -> str | None:
        key = values.fill(contact, node.key)
        match node.what:
            case "seat":
                return _seat(turn, contact, key)
            case "queue":
                return _queue(turn, contact, key)
            case _:
                asked = turn.new_id("f")
                ask(turn, contact, asked, LIMIT)
                turn.emit(effects.LookUp(asked, key or contact.customer))
                return None

    def answered(self, turn: Turn, contact: Contact, node: Lookup, answer: Answered) -> str | None:
        if not isinstance(answer, LookedUp) or answer.error:
            return "failed"
        values.put(contact, "caller_last_seat", answer.last_seat)
        values.put(contact, "caller_last_at", str(answer.last_at))
        values.put(contact, "caller_contacts", str(answer.contacts))
        return "next" if answer.contacts else "none"


def _seat(turn: Turn, contact: Contact, key: str) -> str:
    world = turn.world
    user = world.extensions.get(key) or world.desks.get(key) or key
    seat = world.seats.get(user)
    if seat is None:
        return "none"
    signed_in = seat.base is not Status.OFFLINE
    values.put(contact, "seat_name", seat.account.name or seat.user)
    values.put(contact, "seat_extension", seat.extension)
    values.put(contact, "seat_status", status_of(seat).name.lower())
    values.put(contact, "seat_signed_in", "yes" if signed_in else "no")
    return "next"


def _queue(turn: Turn, contact: Contact, key: str) -> str:
    line = turn.world.lines.get(key)
    if line is None:
        return "none"
    longest = pace.longest_wait(turn, line)
    values.put(contact, "queue_waiting", str(len(line.waiting)))
    values.put(contact, "queue_ready", str(len(line.ready)))
    values.put(contact, "queue_longest_wait", str(longest))
    values.put(contact, "queue_estimated_wait", str(pace.estimate(line, len(line.waiting) + 1)))
    return "next"
