"""Short words for what happens often in the transcripts."""

from __future__ import annotations

from typing import Any

from callseat.domain.directory import Rules
from callseat.domain.flow.flow import Flow, NamedNode, Node
from callseat.domain.inputs import CallArrived, LegAnswered, LegEnded, LegRinging
from tests.domain.playbook import Playbook, a_directory

CALLER = "13800138000"


def opened(*users: str, rules: Rules | None = None, **changes: Any) -> Playbook:
    """A house with these changes to the directory, and these users logged in, one a second."""
    play = Playbook(a_directory(**changes), rules)
    play.log_in(*users)
    return play


def flow_of(code: str = "straight", **nodes: Node) -> Flow:
    """A flow; the node named first is its start."""
    return Flow(code, "", next(iter(nodes)), tuple(NamedNode(n, node) for n, node in nodes.items()))


def call_in(play: Playbook, leg: str = "k1", callee: str = "4001", caller: str = CALLER) -> None:
    """A customer calls a service number."""
    play.do(CallArrived(play.now, leg, "city", caller, callee))


def leg_of(play: Playbook, user: str) -> str:
    return play.world.seats[user].leg


def ring(play: Playbook, user: str) -> None:
    play.do(LegRinging(play.now, leg_of(play, user)))


def pick_up(play: Playbook, user: str) -> None:
    play.do(LegAnswered(play.now, leg_of(play, user)))


def end_leg(play: Playbook, leg: str, q850: int = 16, sip: int = 0) -> None:
    play.do(LegEnded(play.now, leg, q850, sip))


def hang_up_phone(play: Playbook, user: str, sip: int = 0) -> None:
    """The seat's leg is gone: it hung up, or did as it was told."""
    end_leg(play, leg_of(play, user), sip=sip)


def ringing(*users: str, rules: Rules | None = None, **changes: Any) -> Playbook:
    """The first of the users rings with the customer at k1."""
    play = opened(*users, rules=rules, **changes)
    call_in(play)
    ring(play, users[0])
    play.forget()
    return play


def talking(*users: str, rules: Rules | None = None, **changes: Any) -> Playbook:
    """The first of the users talks to the customer at k1, for two seconds."""
    play = ringing(*users, rules=rules, **changes)
    play.now += 1000
    pick_up(play, users[0])
    play.now += 2000
    play.forget()
    return play


def contact_of(play: Playbook, leg: str = "k1") -> str:
    return play.world.legs[leg].contact


def call_of(play: Playbook, leg: str = "k1") -> str:
    """The call that the leg is joined to, "" if none."""
    return play.world.legs[leg].call


def offered_to(play: Playbook) -> list[str]:
    """The users whose phones ring or are on the way to it, in the order of the seats."""
    return [user for user, seat in play.world.seats.items() if seat.activity.value == "ringing"]
