"""Walking a contact through its flow: node after node until one waits for something."""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain.flow.flow import Flow, Node
from callseat.domain.flow.nodes import BEHAVIOURS
from callseat.domain.flow.nodes.behaviour import Behaviour
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, FlowWalk, Stage

MOST_STEPS = 100  # a checked flow cannot go round without waiting; this is the last resort


def start(turn: Turn, contact: Contact, flow: Flow) -> None:
    """Enter a flow at its start. The flow as it is now is kept to the end."""
    nodes = {named.name: named.node for named in flow.nodes}
    contact.walk = FlowWalk(flow, nodes)
    go(turn, contact, flow.start)


def go(turn: Turn, contact: Contact, target: str | None) -> None:
    """Enter a node and go on until one waits; "" ends the contact, None stays."""
    walk = contact.walk
    steps = 0
    while walk is not None and target is not None:
        node = walk.nodes.get(target)
        steps += 1
        if node is None or steps > MOST_STEPS:
            cause = "normal" if target == "" else "flow_failed"
            contacts.end(turn, contact, "flow", cause)
            return
        contact.stage = Stage.FLOW
        walk.node, walk.tries = target, 0
        target = behaviour_of(node).enter(turn, contact, node)


def played(turn: Turn, contact: Contact, play: str) -> None:
    """A playback of the flow ended."""
    node = _node(contact)
    if contact.walk is not None and node is not None and contact.walk.play == play:
        contact.walk.play = ""
        go(turn, contact, behaviour_of(node).played(turn, contact, node))


def pressed(turn: Turn, contact: Contact, digit: str) -> None:
    """The caller pressed a digit."""
    node = _node(contact)
    if node is not None:
        go(turn, contact, behaviour_of(node).pressed(turn, contact, node, digit))


def silent(turn: Turn, contact: Contact) -> None:
    """The caller pressed nothing in time."""
    node = _node(contact)
    if node is not None:
        go(turn, contact, behaviour_of(node).silent(turn, contact, node))


def behaviour_of(node: Node) -> Behaviour:
    return BEHAVIOURS[type(node)]


def _node(contact: Contact) -> Node | None:
    walk = contact.walk
    return walk.nodes.get(walk.node) if walk is not None else None
