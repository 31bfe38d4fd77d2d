"""A house with one campaign, its leads in a store, and short words for what happens."""

from __future__ import annotations

from typing import Any, TypeVar

from callseat.domain.dialer.campaign import Campaign, CampaignState
from callseat.domain.directory import Account, Project, Queue, Skill
from callseat.domain.effects import DialOutside, Effect, Notify
from callseat.domain.inputs import DirectoryLoaded, Input, Lead, LegAnswered, LegEnded, LegRinging
from tests.domain.playbook import Playbook, a_directory, straight_flow
from tests.support.lead_store import LeadStore

T = TypeVar("T")
SKILLS = (Skill("sales"),)
PEOPLE = (
    Account("anna", extension="1001", group="g1", skills=SKILLS, callers=("4001",)),
    Account("ben", extension="1002", group="g1", skills=SKILLS, callers=("4001",)),
    Account("cleo", extension="1003", group="g1", skills=SKILLS, callers=("4001",)),
)


def a_campaign(**changes: Any) -> Campaign:
    given: dict[str, Any] = {
        "code": "spring",
        "project": "P1",
        "queue": "sales",
        "state": CampaignState.RUNNING,
        "abandoned_sound": "hello",
        "timezone": "UTC",
    }
    return Campaign(**(given | changes))


def a_lead(which: int, **changes: Any) -> Lead:
    given: dict[str, Any] = {
        "id": f"L{which}",
        "number": f"1390000{which:04}",
        "data": (("city", "Wuhan"),),
    }
    return Lead(**(given | changes))


class House(Playbook):
    """Answers of the store come at once, each as an input of its own."""

    def __init__(self, *campaigns: Campaign, leads: int = 0, **changes: Any) -> None:
        self.store = LeadStore()
        self.store.add("spring", *(a_lead(number) for number in range(1, leads + 1)))
        house: dict[str, Any] = {
            "accounts": PEOPLE,
            "queues": (Queue("sales", announce_every=0),),
            "projects": (Project("P1", "Sales", ("4001",), "straight", 10, caller_id="4001"),),
            "flows": (straight_flow(),),
            "trunks": ("city",),
            "campaigns": campaigns or (a_campaign(),),
        }
        self.house = house | changes
        super().__init__(a_directory(**self.house))

    def do(self, given: Input) -> list[Effect]:
        effects = super().do(given)
        answers = [self.store.hear(effect, self.now) for effect in effects]
        for answer in answers:
            if answer is not None:
                self.do(answer)
        return effects

    def auto(self, *users: str) -> None:
        """They log in and take campaign calls."""
        self.log_in(*users)
        for user in users:
            self.ask(user, "autoCall")

    def dialled(self) -> dict[str, str]:
        """Legs that campaigns have dialled so far, and their numbers, in order."""
        return {e.leg: e.number for e in self.everything if isinstance(e, DialOutside)}

    def leg(self, number: int = -1) -> str:
        """The n-th leg dialled, the last by default."""
        return list(self.dialled())[number]

    def rings(self, leg: str) -> None:
        self.do(LegRinging(self.now, leg))

    def answers(self, leg: str) -> None:
        self.do(LegAnswered(self.now, leg))

    def ends(self, leg: str, q850: int = 16, sip: int = 0) -> None:
        self.do(LegEnded(self.now, leg, q850, sip))

    def seat_answers(self, user: str) -> None:
        self.do(LegAnswered(self.now, self.world.seats[user].leg))

    def edit(self, *campaigns: Campaign, **changes: Any) -> None:
        """The operator changes the directory."""
        self.house |= {"campaigns": campaigns} | changes
        self.do(DirectoryLoaded(self.now, a_directory(**self.house)))

    def talks(self, user: str = "anna") -> str:
        """The last number dialled answers, and the seat has it. The leg."""
        leg = self.leg()
        self.answers(leg)
        self.seat_answers(user)
        return leg

    def hangs_up(self, leg: str, user: str = "anna") -> None:
        """The customer hangs up, and so does the seat's phone."""
        self.ends(leg)
        self.ends(self.world.seats[user].leg)

    def lead(self, number: int) -> Lead:
        """As the store has it."""
        return self.store.leads[f"L{number}"].lead

    def states(self) -> list[str]:
        return [kept.state for kept in self.store.leads.values()]

    def outcomes(self) -> list[str]:
        """Of all attempts, in the order in which they were booked."""
        return [row.outcome for row in self.store.attempts.values()]


def notices(play: Playbook, kind: type[T]) -> list[T]:
    """All of a kind that were told so far."""
    told = [e.notice for e in play.everything if isinstance(e, Notify)]
    return [notice for notice in told if isinstance(notice, kind)]
