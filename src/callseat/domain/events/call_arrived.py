"""A customer calls a service number."""

from __future__ import annotations

from callseat.domain import effects, journey
from callseat.domain.calendar import is_open
from callseat.domain.directory import Project
from callseat.domain.effects import HangUpReason
from callseat.domain.flow import walk
from callseat.domain.flow.flow import Flow
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
    flow = _flow_now(turn, project) if project else None
    if project is None or flow is None:
        _turn_away(turn, event, HangUpReason.UNALLOCATED)
        return
    if 0 < project.most_calls <= world.callers_in.get(project.number, 0):
        _turn_away(turn, event, HangUpReason.BUSY)
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
    world.legs[event.leg] = Leg(event.leg, contact.id)
    journey.begin(turn, contact)
    walk.start(turn, contact, flow)


def _flow_now(turn: Turn, project: Project) -> Flow | None:
    """By the project's calendar; one that is gone is as if it were always open."""
    calendar = turn.world.calendars.get(project.calendar)
    closed = calendar is not None and not is_open(calendar, turn.at)
    return turn.world.flows.get(project.closed_flow if closed else project.flow)


def _turn_away(turn: Turn, event: CallArrived, reason: HangUpReason) -> None:
    turn.emit(effects.HangUp(event.leg, reason))
    kind = "call_rejected" if reason is HangUpReason.UNALLOCATED else "project_full"
    turn.log(kind, detail=f"{as_text(event.caller)} to {as_text(event.callee)}")


def as_text(outside: str) -> str:
    """A caller id as harmless text: one line, no comma (onQueue separates by it), not long."""
    return "".join(c for c in outside if c.isprintable() and c != ",")[:LONGEST_CALLER].strip()
