"""What a step costs does not grow with the house.

Counted, not timed: the lines of Python that a step runs, for the same call in a small house and in
one a hundred times as large. A scan over seats or callers would show as thousands of lines.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from benchmarks.site import Site

from callseat.domain.directory import (
    Account,
    Directory,
    Group,
    Project,
    Queue,
    Role,
    Skill,
    Strategy,
)
from callseat.domain.effects import Refuse
from callseat.domain.events import phone_reachable
from callseat.domain.flow.flow import Enqueue
from callseat.domain.inputs import (
    CallArrived,
    ConnectionLost,
    Input,
    LegAnswered,
    LegEnded,
    LegRinging,
    PhoneReachable,
    TimerFired,
)
from callseat.domain.rest.room import RestStage
from callseat.domain.step import step
from callseat.domain.timer import AnnounceDue, LevelDue, RestOver, WaitOver
from tests.domain.scenes import flow_of

SALES = (Skill("sales"),)
PLACES = 10
SMALL, LARGE = (120, 10), (12_000, 1_000)


def directory_of(seats: int, strategy: Strategy) -> Directory:
    """Everybody serves sales; vera and wanda serve help, where the callers of 4003 wait.

    Ten of a group may rest; wanda's may when help answers half of its callers at once.
    """
    accounts = [
        Account(f"user{number}", extension=str(10_000 + number), group="g", skills=SALES)
        for number in range(seats)
    ]
    vera = Account("vera", "", Role.SUPERVISOR, "9999", "g", ("g",), skills=(*SALES, Skill("help")))
    wanda = Account("wanda", extension="9998", group="floor", skills=(Skill("help"),))
    return Directory(
        groups=(Group("g", rest_quota=PLACES), Group("floor", rest_floor=50)),
        accounts=(*accounts, vera, wanda),
        queues=(
            Queue("sales", strategy=strategy),
            Queue("help", strategy=strategy, max_wait=600, service_level=0),
        ),
        projects=(
            Project("P1", "Sales", ("4001",), "sales", wrap_up=10),
            Project("P2", "Help", ("4003",), "help"),
        ),
        flows=(flow_of("sales", wait=Enqueue("sales")), flow_of("help", wait=Enqueue("help"))),
        sounds=("position", "number-many"),
    )


class House(Site):
    """So many seats are idle; vera and wanda are busy, and so many callers wait for them.

    All places of rest are taken, and as many seats as callers wait for one.
    """

    def __init__(self, size: tuple[int, int], strategy: Strategy) -> None:
        seats, callers = size
        super().__init__(directory_of(seats, strategy))
        self.costs: dict[str, int] = {}
        for user in ("vera", "wanda"):
            self.ask(user, "doNotDisturb")
        for number in range(20, 20 + PLACES + callers):
            self.ask(f"user{number}", "requestRest")
        for number in range(callers):
            self.do(CallArrived(self.tick(), f"w{number}", "city", "138", "4003"))

    def later(self, seconds: int) -> int:
        self.now += seconds * 1000
        return self.now

    def cost(self, name: str, given: Input) -> None:
        """Carry out a step and note how many lines of Python it ran."""
        count = 0

        def trace(frame: FrameType, event: str, argument: object) -> Any:
            nonlocal count
            # Others run in between, too: the collector of garbage calls back into Hypothesis.
            ours = frame.f_globals["__name__"].startswith(("callseat.", __name__))
            count += ours and event == "line"
            return trace if ours else None

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            done = step(self.world, given)
        finally:
            sys.settrace(before)
        assert not any(isinstance(effect, Refuse) for effect in done), name
        self.costs[name] = count


def the_life_of_a_call(house: House) -> None:
    """A caller of sales is offered, refused, offered to another, answered, and hangs up."""
    house.cost("arrives", CallArrived(house.tick(), "k1", "city", "138", "4001"))
    contact = house.world.contacts[house.world.legs["k1"].contact]
    leg = house.world.seats[contact.offered_to].leg
    house.cost("rings", LegRinging(house.tick(), leg))
    house.cost("is refused", house.asked(house.world.legs[leg].user, "refuse"))
    house.cost("refusing phone is on the hook", LegEnded(house.tick(), leg))
    leg = house.world.seats[contact.offered_to].leg
    house.cost("is answered", LegAnswered(house.tick(), leg))
    house.cost("customer hangs up", LegEnded(house.tick(), "k1"))
    house.cost("phone is on the hook", LegEnded(house.tick(), leg))


def around_the_waiting(house: House) -> None:
    """Callers wait, hear their place, give up, wait too long; the one who is free takes the first."""
    house.cost("joins the line", CallArrived(house.tick(), "k2", "city", "138", "4003"))
    contact = house.world.legs["k2"].contact
    house.cost("hears the place", TimerFired(house.tick(), "", AnnounceDue(contact)))
    house.cost("waited too long", TimerFired(house.tick(), "", WaitOver(contact)))
    house.cost("gives up", LegEnded(house.tick(), "w5"))
    house.cost("ready takes the first", house.asked("vera", "ready"))
    leg = house.world.seats["vera"].leg
    house.cost("answered out of the line", LegAnswered(house.tick(), leg))
    house.ask("vera", "doNotDisturb")
    house.cost("busy after the call", LegEnded(house.tick(), leg))
    contact = house.world.legs["w8"].contact
    house.cost("takes one out of turn", house.asked("vera", "connectQueue", contact))


def around_a_consultation(house: House) -> None:
    """A seat calls another, holds, swaps, confers, hands over, is listened to."""
    first, second = house.world.seats["user11"], house.world.seats["user12"]
    house.cost("calls a seat", house.asked("user11", "callSeat", second.extension))
    house.cost("own phone is there", LegAnswered(house.tick(), first.leg))
    house.cost("called seat answers", LegAnswered(house.tick(), second.leg))
    house.cost("holds", house.asked("user11", "requestHold"))
    house.cost("fetches", house.asked("user11", "fetchHold"))
    house.cost("consults", house.asked("user11", "callSeat", "10013"))
    house.cost("is there", LegAnswered(house.tick(), house.world.seats["user13"].leg))
    house.cost("swaps", house.asked("user11", "fetchHold"))
    house.cost("confers", house.asked("user11", "requestSlic", second.extension))
    house.cost("invites", house.asked("user11", "requestSlic", "10014"))
    house.cost("hands over", house.asked("user11", "turnSlic", "10015"))
    house.cost("takes over", LegAnswered(house.tick(), house.world.seats["user15"].leg))
    house.cost("is on the hook", LegEnded(house.tick(), first.leg))


def around_the_seat(house: House) -> None:
    house.cost("phone lost", PhoneReachable(house.tick(), "10007", reachable=False))
    house.cost("phone back", PhoneReachable(house.tick(), "10007", reachable=True))
    house.cost("connection lost", ConnectionLost(house.tick(), "session-user8", "user8"))
    house.cost("login again", house.asked("user8", "login", "", ""))
    house.cost("work", house.asked("user8", "workBusy"))
    house.cost("logout", house.asked("user8", "logout"))


def around_the_rest(house: House) -> None:
    """At the end of a long line for rest, under the floor, and by a supervisor's hand."""
    seats = house.world.seats
    house.cost("asks for rest", house.asked("user9", "requestRest"))
    assert seats["user9"].rest.position == len(house.world.rooms["g"].waiting) >= 10
    house.cost("withdraws", house.asked("user9", "cancelRest"))
    house.cost("is late", TimerFired(house.later(600), "", RestOver("user20")))
    assert seats["user20"].rest.stage is RestStage.OVERTIME
    house.cost("last caller gives up", LegEnded(house.tick(), "w6"))
    house.cost("asks under the floor", house.asked("wanda", "requestRest"))
    assert house.world.lines["help"].held == {"floor": None}
    house.cost("one more gives up", LegEnded(house.tick(), "w7"))
    house.cost("old minutes go", TimerFired(house.later(900), "", LevelDue("help")))
    assert seats["wanda"].rest.stage is RestStage.RESTING
    house.cost("is forced to be busy", house.asked("vera", "forceBusy", "user9"))
    house.cost("is forced out", house.asked("vera", "forceOut", "user9"))
    house.cost("forwards", house.asked("user10", "requestSetTransfer", 1, "10011"))


def costs_in(size: tuple[int, int], strategy: Strategy) -> dict[str, int]:
    house = House(size, strategy)
    the_life_of_a_call(house)
    around_the_waiting(house)
    around_a_consultation(house)
    around_the_seat(house)
    around_the_rest(house)
    return house.costs


@pytest.mark.parametrize("strategy", Strategy)
def test_every_step_runs_as_many_lines_in_a_large_house_as_in_a_small_one(
    strategy: Strategy,
) -> None:
    small, large = costs_in(SMALL, strategy), costs_in(LARGE, strategy)
    assert large == small


def test_the_measure_sees_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look at every seat, put into a step, shows."""

    def scan(turn: Any, extension: str, *, reachable: bool) -> None:
        next((s for s in turn.world.seats.values() if s.extension == "none"), None)

    monkeypatch.setattr(phone_reachable, "set_reachable", scan)
    costs = []
    for size in ((10, 0), (100, 0)):
        house = House(size, Strategy.LONGEST_IDLE)
        house.cost("phone lost", PhoneReachable(house.tick(), "10007", reachable=False))
        costs.append(house.costs["phone lost"])
    assert costs[1] > costs[0] + 80
