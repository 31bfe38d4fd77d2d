"""A customer calls a service number."""

from __future__ import annotations

from callseat.domain import effects, journey
from callseat.domain.effects import HangUpReason
from callseat.domain.flow import walk
from callseat.domain.inputs import CallArrived
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Leg

LONGEST_CALLER = 64


def run(turn: Turn, event: CallArrived) -> None:
    world = turn.world
    if event.leg in world.legs:
        return
    if world.draining:
        turn.emit(effects.HangUp(event.leg, HangUpReason.CONGESTION))
        return
    project = world.projects.get(event.callee)
    flow = world.flows.get(project.flow) if project else None
    if project is None or flow is None:
        turn.emit(effects.HangUp(event.leg, HangUpReason.UNALLOCATED))
        turn.log("call_rejected", detail=f"{as_text(event.caller)} to {as_text(event.callee)}")
        return
    contact = Contact(
        id=turn.new_id("x"),
        leg=event.leg,
        caller=as_text(event.caller),
        callee=event.callee,
        project=project,
        arrived_at=turn.at,
        number=world.serial,
    )
    world.contacts[contact.id] = contact
    world.legs[event.leg] = Leg(event.leg, contact.id)
    turn.save(journey.row(contact))
    walk.start(turn, contact, flow)


def as_text(outside: str) -> str:
    """A caller id as harmless text: one line, no comma (onQueue separates by it), not long."""
    return "".join(c for c in outside if c.isprintable() and c != ",")[:LONGEST_CALLER].strip()
