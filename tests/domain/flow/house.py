"""A caller in a flow: short words for what the caller does and where the walk stands."""

from __future__ import annotations

from typing import Any

from callseat.domain.directory import Calendar, Project, Span
from callseat.domain.flow.flow import Flow, HangUp, Node
from callseat.domain.inputs import DigitPressed, PlayEnded
from callseat.domain.rows import FlowStepRow
from callseat.domain.world import Contact
from tests.domain.playbook import Playbook, rows
from tests.domain.scenes import TEAM, call_in, flow_of, team

PROJECTS = (Project("P1", "Sales", ("4001",), "straight", recorded=False, caller_id="4001"),)
DAYS = tuple(Span(day, "00:00", "24:00") for day in range(7))
CALENDARS = (Calendar("always", week=DAYS), Calendar("never"))
BYE = HangUp()


def called(*others: Flow, failed: str = "", hung_up: str = "", **nodes: Node) -> Playbook:
    """A customer at k1 has entered the flow of these nodes; the others may be named by it."""
    flow = flow_of(**nodes)
    flow = Flow(flow.code, "", flow.start, flow.nodes, failed, hung_up)
    play = house(flows=(flow, *others))
    call_in(play)
    return play


def house(**changes: Any) -> Playbook:
    return team(**({"projects": PROJECTS, "calendars": CALENDARS, "accounts": TEAM} | changes))


def caller(play: Playbook) -> Contact:
    return next(iter(play.world.contacts.values()))


def value(play: Playbook, name: str) -> str:
    return caller(play).values.get(name, "")


def press(play: Playbook, digits: str, leg: str = "k1") -> None:
    for digit in digits:
        play.do(DigitPressed(play.now, leg, digit))


def sounds_end(play: Playbook) -> None:
    walk = caller(play).walk
    assert walk is not None
    play.do(PlayEnded(play.now, walk.play, "k1"))


def way(play: Playbook) -> str:
    """The nodes and branches so far: `a.next b.otherwise`."""
    return " ".join(f"{row.node}.{row.branch}" for row in rows(play, FlowStepRow))
