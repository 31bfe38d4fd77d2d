"""Short words for what happens often in the transcripts."""

from __future__ import annotations

from typing import Any

from callseat.domain.directory import Account, Role, Rules, Skill
from callseat.domain.flow.flow import Flow, NamedNode, Node
from callseat.domain.inputs import CallArrived, LegAnswered, LegEnded, LegRinging, PhoneReachable
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


# --- calls of more than two ------------------------------------------------------------------

TEAM = (
    Account("anna", extension="1001", group="g1", skills=(Skill("sales"),), callers=("4001",)),
    Account("ben", extension="1002", group="g1", skills=(Skill("sales"),), callers=("4001",)),
    Account("cleo", extension="1004", group="g1", skills=(Skill("sales"),)),
    Account("vera", "", Role.SUPERVISOR, "1003", "g1", ("g1",), (), ("4001",)),
    Account("wanda", "", Role.SUPERVISOR, "1005", "g1", ("g1",)),
)
FRIEND = "13900139000"  # somebody outside


def team(**changes: Any) -> Playbook:
    """anna, ben, cleo and their supervisors vera and wanda are idle."""
    house = {"accounts": TEAM, "trunks": ("city",)} | changes
    play = Playbook(a_directory(**house))
    for extension in ("1004", "1005"):
        play.do(PhoneReachable(play.now, extension, reachable=True))
    play.log_in(*(account.user for account in TEAM))
    return play


def newest_leg(play: Playbook) -> str:
    return next(reversed(play.world.legs))


def answer_newest(play: Playbook) -> None:
    """Whom was dialled last answers."""
    play.do(LegAnswered(play.now, newest_leg(play)))


def settled(play: Playbook) -> Playbook:
    """Two seconds go by, and what happened so far is not asserted."""
    play.passes(2)
    play.forget()
    return play


def in_a_talk(**changes: Any) -> Playbook:
    """anna talks to the customer at k1."""
    play = team(**changes)
    call_in(play)
    ring(play, "anna")
    pick_up(play, "anna")
    return settled(play)


def on_hold() -> Playbook:
    """The customer is on hold; anna's phone is off the hook."""
    play = in_a_talk()
    play.ask("anna", "requestHold")
    return settled(play)


def on_hold_and_on_the_hook() -> Playbook:
    play = on_hold()
    hang_up_phone(play, "anna")
    return settled(play)


def ringing_for_consultation() -> Playbook:
    """The customer is on hold; ben rings for anna."""
    play = in_a_talk()
    play.ask("anna", "callSeat", "1002")
    ring(play, "ben")
    return settled(play)


def in_consultation() -> Playbook:
    """The customer is on hold; anna talks to ben."""
    play = ringing_for_consultation()
    pick_up(play, "ben")
    return settled(play)


def in_consultation_outside() -> Playbook:
    """The customer is on hold; anna talks to a friend outside."""
    play = in_a_talk()
    play.ask("anna", "callOut", FRIEND)
    answer_newest(play)
    return settled(play)


def inviting() -> Playbook:
    """anna talks to the customer; ben rings and is to join."""
    play = in_a_talk()
    play.ask("anna", "requestSlic", "1002")
    ring(play, "ben")
    return settled(play)


def in_conference() -> Playbook:
    """The customer, anna and ben talk."""
    play = inviting()
    pick_up(play, "ben")
    return settled(play)


def transferring() -> Playbook:
    """The customer is on hold; ben rings to take the call over."""
    play = in_a_talk()
    play.ask("anna", "turnSlic", "1002")
    ring(play, "ben")
    return settled(play)


def transferring_outside() -> Playbook:
    """The customer is on hold; a friend outside rings to take the call over."""
    play = in_a_talk()
    play.ask("anna", "turnOut", FRIEND)
    play.do(LegRinging(play.now, newest_leg(play)))
    return settled(play)


def let_go() -> Playbook:
    """The customer talks to the friend outside, without a seat."""
    play = transferring_outside()
    answer_newest(play)
    hang_up_phone(play, "anna")
    return settled(play)


def own_phone_rings(user: str = "anna") -> Playbook:
    """The seat calls a friend outside: its own phone rings first."""
    play = team()
    play.ask(user, "callOut", FRIEND)
    ring(play, user)
    return settled(play)


def dialling_outside() -> Playbook:
    """anna calls a friend outside, where it rings."""
    play = own_phone_rings()
    pick_up(play, "anna")
    play.do(LegRinging(play.now, newest_leg(play)))
    return settled(play)


def talking_outside() -> Playbook:
    """anna called a friend outside and talks."""
    play = dialling_outside()
    answer_newest(play)
    return settled(play)


def dialling_a_seat() -> Playbook:
    """anna calls ben, who rings."""
    play = team()
    play.ask("anna", "callSeat", "1002")
    pick_up(play, "anna")
    ring(play, "ben")
    return settled(play)


def talking_inside() -> Playbook:
    """anna called ben and talks."""
    play = dialling_a_seat()
    pick_up(play, "ben")
    return settled(play)


def supervising(command: str = "listenSlic") -> Playbook:
    """anna talks to the customer; vera is on her line."""
    play = in_a_talk()
    play.ask("vera", command, "1001")
    pick_up(play, "vera")
    if command == "whisperSlic":
        answer_newest(play)
    return settled(play)


def listening() -> Playbook:
    return supervising("listenSlic")


def whispering() -> Playbook:
    return supervising("whisperSlic")


def stepped_in() -> Playbook:
    return supervising("insertSlic")


def intercepting() -> Playbook:
    """anna talks to the customer; vera's phone rings to take the call over."""
    play = in_a_talk()
    play.ask("vera", "requestIntercept", "1001")
    ring(play, "vera")
    return settled(play)
