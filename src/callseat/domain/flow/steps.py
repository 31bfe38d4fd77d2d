"""Stays at nodes: each is saved when it is left, and what waited there is forgotten."""

from __future__ import annotations

from callseat.domain import legs
from callseat.domain.flow.flow import Flow, Node
from callseat.domain.flow.state import FlowWalk
from callseat.domain.rows import FlowStepRow
from callseat.domain.turn import Turn
from callseat.domain.world import Contact

UNHAPPY = ("failed", "busy", "no_answer")


def nodes_of(flow: Flow) -> dict[str, Node]:
    return {named.name: named.node for named in flow.nodes}


def left(turn: Turn, contact: Contact, branch: str) -> None:
    """The node is left by this branch, once."""
    walk = contact.walk
    if walk is None or not walk.here:
        return
    walk.here, walk.failed = False, branch in UNHAPPY
    contact.steps += 1
    turn.save(
        FlowStepRow(
            id=f"{contact.id}-{contact.steps}",
            contact_id=contact.id,
            flow=walk.flow.code,
            version=walk.flow.version,
            node=walk.node,
            entered_at=walk.entered_at,
            left_at=turn.at,
            branch=branch,
        )
    )


def over(turn: Turn, contact: Contact, branch: str) -> None:
    """The walk ends here: a seat took the call, or all is over. No node follows."""
    forget_waits(turn, contact)
    left(turn, contact, branch)
    contact.walk = None


def hung_up(turn: Turn, contact: Contact) -> None:
    """The caller is gone: the walk ends, or goes on alone (see `walk.go_on_alone`)."""
    walk = contact.walk
    if walk is None or walk.alone:
        return
    forget_waits(turn, contact)
    left(turn, contact, "hung_up")
    while not walk.flow.hung_up and walk.frames:
        pop(walk)
    if walk.flow.hung_up:
        walk.alone, walk.play = True, ""
    else:
        contact.walk = None


def pop(walk: FlowWalk) -> None:
    """Back to the node that called the flow."""
    frame = walk.frames.pop()
    walk.flow, walk.node, walk.nodes = frame.flow, frame.node, nodes_of(frame.flow)


def forget_waits(turn: Turn, contact: Contact) -> None:
    """Timers, questions and calls of the node are not wanted any more."""
    walk = contact.walk
    if walk is None:
        return
    if walk.listening:
        walk.listening = False
        turn.cancel_timer(f"menu:{contact.id}")
    if walk.asked:
        turn.world.asked.pop(walk.asked, None)
        turn.cancel_timer(f"ask:{walk.asked}")
        walk.asked = ""
    if walk.dialled:
        turn.world.transfers.pop(walk.dialled, None)
        turn.cancel_timer(f"ring:{walk.dialled}")
        legs.hang_up(turn, walk.dialled)
        walk.dialled = ""
