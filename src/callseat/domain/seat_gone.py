"""A seat is gone for good, and holds customers still: they go back to where they came from.

It is gone when nobody can use it any more: the connection did not come back within its grace, or
the account was removed, and its phone is on the hook.
"""

from __future__ import annotations

from dataclasses import replace

from callseat.domain import contact as contacts
from callseat.domain import legs, talk
from callseat.domain.flow import walk
from callseat.domain.flow.flow import Enqueue
from callseat.domain.queue import waiting
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Part, Seat, Stage

CAUSE = "seat_gone"


def is_gone(at: Seat) -> bool:
    """Whether nobody will take up again what the seat holds."""
    return not at.leg and bool(at.leaving) and (at.removed or not at.session)


def give_back(turn: Turn, at: Seat) -> None:
    """The seat's calls are over for it; it is logged out then. Nothing if it is not gone."""
    if not is_gone(at):
        return
    for held in list(at.parts.values()):
        if held.call_no in at.parts:
            _let_go(turn, held)


def _let_go(turn: Turn, held: Part) -> None:
    call = turn.world.calls[held.call]
    contact = turn.world.contacts[call.contact]
    if len(call.parts) > 1 or contact.leg not in call.outside:
        talk.leave(turn, held, "system", CAUSE)
        return
    contact.stage = Stage.FLOW
    del call.outside[contact.leg]
    call.let_go = False
    talk.leave(turn, held, "system", CAUSE)
    _wait_again(turn, contact)


def _wait_again(turn: Turn, contact: Contact) -> None:
    """In the line that it came from, with the time that it has waited; the end if there is none."""
    queue, led = contact.taken_from, contact.led
    node = led.nodes.get(led.node) if led is not None else None
    waiting.release(turn, contact)
    if led is None or not queue or not isinstance(node, Enqueue):
        contacts.end(turn, contact, "system", CAUSE)
        return
    contact.refused_by = []
    legs.stop_music(turn, turn.world.legs[contact.leg])
    walk.take_up(turn, contact, led)
    if waiting.open_line(turn, queue) is None:
        walk.leave(turn, contact, "overflow")
    else:
        waiting.join(turn, contact, replace(node, queue=queue))
