"""Walking a contact through its flow: node after node until one waits for something.

What a node answers is the branch by which it is left (see `ways`), or None to stay. A walk keeps
the flows that there were when it began: a newer version does not disturb it.
"""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain import journey
from callseat.domain.flow import steps, values
from callseat.domain.flow.flow import Flow, Goto, Node, Return, SubFlow
from callseat.domain.flow.nodes import BEHAVIOURS
from callseat.domain.flow.nodes.behaviour import Answered, Behaviour, play
from callseat.domain.flow.rules import ALONE
from callseat.domain.flow.state import FlowWalk, Frame
from callseat.domain.flow.ways import ways
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Stage

# Without waiting: a checked flow has no such loop of its own, but flows can call one another round.
MOST_STEPS = 10_000
MOST_DEPTH = 8  # of flows in flows
SORRY = "sorry"  # heard where a flow fails that has no way for it


def start(turn: Turn, contact: Contact, flow: Flow) -> None:
    """Enter a flow at its start. The flows as they are now are kept to the end."""
    contact.walk = FlowWalk(flow, steps.nodes_of(flow), flows=turn.world.flows)
    values.begin(contact)
    _go(turn, contact, contact.walk, flow.start)


def take_up(turn: Turn, contact: Contact, walk: FlowWalk) -> None:
    """Back at the node at which the walk ended; what is waited for there begins anew."""
    contact.walk, contact.stage = walk, Stage.FLOW
    walk.tries, walk.digits = 0, ""
    walk.entered_at, walk.here = turn.at, True


def leave(turn: Turn, contact: Contact, branch: str | None) -> None:
    """Leave the node by this branch and go on until one waits; None stays."""
    walk, node = contact.walk, _node(contact)
    if walk is not None and node is not None and branch is not None:
        steps.forget_waits(turn, contact)
        steps.left(turn, contact, branch)
        _go(turn, contact, walk, _after(walk, node, branch))


def go_on_alone(turn: Turn, contact: Contact) -> None:
    """The caller is gone and the books are closed; the flow has something left to do."""
    walk = contact.walk
    if walk is not None and walk.alone:
        _go(turn, contact, walk, walk.flow.hung_up)


def played(turn: Turn, contact: Contact, play: str) -> None:
    """A playback of the flow ended."""
    walk, node = contact.walk, _node(contact)
    if walk is None or walk.play != play:
        return
    walk.play = ""
    if walk.ending:
        contacts.end(turn, contact, "flow", walk.ending)
    elif node is not None:
        leave(turn, contact, behaviour_of(node).played(turn, contact, node))


def pressed(turn: Turn, contact: Contact, digit: str) -> None:
    """The caller pressed a digit."""
    node = _node(contact)
    if node is not None:
        leave(turn, contact, behaviour_of(node).pressed(turn, contact, node, digit))


def silent(turn: Turn, contact: Contact) -> None:
    """The caller pressed nothing in time."""
    node = _node(contact)
    if node is not None:
        leave(turn, contact, behaviour_of(node).silent(turn, contact, node))


def answered(turn: Turn, contact: Contact, answer: Answered) -> None:
    """Who was asked by the node answers; None: nobody did in time."""
    node = _node(contact)
    if node is not None:
        leave(turn, contact, behaviour_of(node).answered(turn, contact, node, answer))


def behaviour_of(node: Node) -> Behaviour:
    return BEHAVIOURS[type(node)]


def _go(turn: Turn, contact: Contact, walk: FlowWalk, target: str) -> None:
    for _ in range(MOST_STEPS):
        node = walk.nodes.get(target)
        if node is None:
            break
        if not walk.alone:
            contact.stage = Stage.FLOW
        walk.node, walk.tries, walk.digits = target, 0, ""
        walk.entered_at, walk.here = turn.at, True
        branch = _enter(turn, contact, walk, node)
        if branch is None or contact.walk is not walk:
            return
        steps.left(turn, contact, branch)
        target = _after(walk, node, branch)
    _end(turn, contact, walk, "flow_failed" if target else "")


def _enter(turn: Turn, contact: Contact, walk: FlowWalk, node: Node) -> str | None:
    if walk.alone and not isinstance(node, ALONE):
        return "end"  # the check refuses such a flow; this is the last resort
    match node:
        case SubFlow() | Goto():
            known = node.flow in walk.flows and len(walk.frames) < MOST_DEPTH
            return "flow" if known else "failed"
        case Return():
            return "return"
        case _:
            return behaviour_of(node).enter(turn, contact, node)


def _after(walk: FlowWalk, node: Node, branch: str) -> str:
    """Where this branch leads; flows are entered and left on the way."""
    if branch == "flow" and isinstance(node, SubFlow | Goto):
        if isinstance(node, SubFlow):
            walk.frames.append(Frame(walk.flow, walk.node))
        walk.flow = walk.flows[node.flow]
        walk.nodes = steps.nodes_of(walk.flow)
        return walk.flow.start
    if branch == "return" and walk.frames:
        steps.pop(walk)
        return _after(walk, walk.nodes[walk.node], "next")
    return dict(ways(node, walk.flow)).get(branch, "")


def _end(turn: Turn, contact: Contact, walk: FlowWalk, cause: str) -> None:
    """Nothing more to do. Who was failed hears so, if there is a sound for it."""
    if walk.alone:
        contact.walk = None
        journey.forget(turn, contact)
        return
    cause = cause or ("node_failed" if walk.failed else "normal")
    if cause != "normal" and SORRY in turn.world.sounds:
        walk.node, walk.ending = "", cause
        play(turn, contact, (SORRY,))
    else:
        contacts.end(turn, contact, "flow", cause)


def _node(contact: Contact) -> Node | None:
    walk = contact.walk
    return walk.nodes.get(walk.node) if walk is not None else None
