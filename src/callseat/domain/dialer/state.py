"""Where campaigns stand at this moment: a part of the world."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from callseat.domain.dialer.campaign import Campaign
from callseat.domain.dialer.cap import Cap
from callseat.domain.dialer.pacing import Pacer
from callseat.domain.inputs import Lead


class Step(StrEnum):
    """How far an attempt is:

    BOOKING -> DIALLING -> (DETECTING ->) WAITING -> TALKING -> over
    """

    BOOKING = "booking"  # the store is asked whether, and writes it down
    DIALLING = "dialling"
    DETECTING = "detecting"  # answered: a person or a machine?
    WAITING = "waiting"  # a person, who waits for a seat
    TALKING = "talking"  # a seat, or the flow of a notification, has the callee


@dataclass(slots=True)
class LeadCall:
    """An attempt to reach a lead. `id` is the attempt's, and its leg's where no seat dials it.

    `user`: the seat that dials it, later the one that has it. `code`: a seat's disposition, with
    what was agreed. Times are ms since the epoch.
    """

    id: str
    campaign: str
    lead: Lead
    number: str
    shown: str
    began_at: int
    step: Step = Step.BOOKING
    user: str = ""
    contact: str = ""
    rung_at: int = 0
    answered_at: int = 0
    connected_at: int = 0
    ended_at: int = 0
    day: str = ""
    verdict: str = ""
    cause: str = ""
    outcome: str = "dialling"
    code: str = ""
    call_back_at: int = 0
    call_back_user: str = ""


@dataclass(slots=True)
class Running:
    """A campaign of the directory, and what it does now, if it runs.

    `leads` are those in hand, by id, and `agreed` those that wait for a certain seat. A campaign
    that is `dry` found no lead that is due; the seats serve others meanwhile.
    """

    campaign: Campaign
    cap: Cap = field(default_factory=Cap)
    pacer: Pacer = field(default_factory=Pacer)
    works: bool = False  # it is to dial, as the directory, the switch and the server stand
    counted: bool = False  # the cap's ledger is loaded
    asked: str = ""  # the id of a question for leads
    counting: str = ""  # the id of a question for answers
    leads: dict[str, Lead] = field(default_factory=dict)
    agreed: dict[str, dict[str, Lead]] = field(default_factory=dict)  # user -> leads
    zones: dict[str, None] = field(default_factory=dict)  # that its leads named
    dry: bool = False
    free: dict[str, None] = field(default_factory=dict)  # seats that wait for its calls
    previews: dict[str, None] = field(default_factory=dict)  # seats that have one of its leads
    air: dict[str, None] = field(default_factory=dict)  # attempts that are not settled
    offered: dict[str, None] = field(default_factory=dict)  # those of them for whom a seat is rung
    calls: dict[str, None] = field(default_factory=dict)  # all its attempts that are not over
    wakes_at: int = 0  # no lead is asked for before
    paces_at: int = 0  # a timer of the pacer runs until then
    rests_until: int = 0  # nothing is booked before: the store is away

    @property
    def unserved(self) -> int:
        """Attempts in the air for which no seat is rung yet: each may need one of the free."""
        return len(self.air) - len(self.offered)


@dataclass(slots=True)
class Talked:
    """A seat's last talk of a project, of which it says what came of it. `owed`: it still must."""

    call_no: str
    contact: str
    project: str
    owed: bool = False
    lead: LeadCall | None = None  # once the talk is over


@dataclass(slots=True)
class Preview:
    """A lead that a seat sees (`shown`) or has agreed to call; `attempt` is being booked."""

    campaign: str
    lead: Lead
    attempt: str = ""
    shown: bool = True
