"""Promises to call back outlive the server: written when they change, taken over at a start."""

from __future__ import annotations

from callseat.domain import journey
from callseat.domain.directory import Project
from callseat.domain.flow.flow import Enqueue
from callseat.domain.flow.state import Promise
from callseat.domain.rows import PromiseRow
from callseat.domain.timer import CallBackDue
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Stage


def save(turn: Turn, contact: Contact, promise: Promise, due_at: int = 0) -> None:
    turn.save(_row(contact, promise, due_at, "owed"))


def settle(turn: Turn, contact: Contact, promise: Promise) -> None:
    """Kept, or given up."""
    turn.save(_row(contact, promise, 0, "over"))


def _row(contact: Contact, promise: Promise, due_at: int, state: str) -> PromiseRow:
    node = promise.node
    return PromiseRow(
        contact_id=contact.id,
        kind=contact.kind,
        project=contact.project.number,
        caller=contact.caller,
        callee=contact.callee,
        arrived_at=contact.arrived_at,
        msg=contact.msg,
        number=promise.number,
        shown=promise.shown,
        queue=node.queue,
        priority=node.priority,
        skills=",".join(node.skills),
        waiting_since=contact.waiting_since,
        left=promise.left,
        retry_after=node.retry_after,
        due_at=due_at,
        state=state,
    )


def take_over(turn: Turn, row: PromiseRow, project: Project | None) -> None:
    """The contact waits on where it was; not where its project or its line is gone."""
    node = Enqueue(
        row.queue,
        row.priority,
        skills=tuple(row.skills.split(",")) if row.skills else (),
        retry_after=row.retry_after,
    )
    contact = Contact(
        id=row.contact_id,
        leg="",
        caller=row.caller,
        callee=row.callee,
        project=project or Project(row.project),
        arrived_at=row.arrived_at,
        waiting_since=row.waiting_since,
        stage=Stage.PROMISED,
        kind=row.kind,
        msg=row.msg,
        promise=Promise(row.number, row.shown, node, row.left),
    )
    journey.begin(turn, contact)
    turn.world.promised[contact.customer] = contact.id
    wait = max(0, row.due_at - turn.at) / 1000
    turn.set_timer(f"call-back:{contact.id}", wait, CallBackDue(contact.id))
