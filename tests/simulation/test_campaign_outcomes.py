"""300 leads, 10 seats in `auto`: each ends as its number behaves, also over a server's death."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from callseat.domain import commands
from callseat.domain.dialer.campaign import (
    Campaign,
    CampaignMode,
    CampaignState,
    Detection,
    RetryRule,
)
from callseat.domain.directory import Directory
from callseat.domain.inputs import Asked, DirectoryLoaded, Lead, Started
from callseat.domain.rows import LeadRow
from callseat.domain.world import World
from callseat.switch.cause import REJECTED
from callseat.switch.simulated import outside
from callseat.switch.simulated.settings import NumberHabits, PhoneHabits, Reaction
from tests.simulation.town import Town, Weather

LEADS, SEATS = 300, 10
KINDS = {
    "busy": NumberHabits(Reaction.BUSY, delay=500),
    "no_answer": NumberHabits(Reaction.WAIT),
    "rejected": NumberHabits(Reaction.REJECT, delay=2_500, cause=REJECTED),
    "machine": NumberHabits(Reaction.ANSWER, delay=4_000, machine=True),
    "answered": NumberHabits(Reaction.ANSWER, delay=6_000, talk=40_000),
}


def campaign(mode: CampaignMode) -> Campaign:
    return Campaign(
        "spring",
        project="P1",
        queue="sales",
        mode=mode,
        state=CampaignState.RUNNING,
        ring_time=15,
        connect_within=3_000,
        detection=Detection(),
        retries=(RetryRule("abandoned", 99, 30), RetryRule("lost", 99, 5)),
    )


class Office(Town):
    """Everybody serves the one line, takes campaign calls, and has a phone that answers."""

    def __init__(self, seed: int, mode: CampaignMode) -> None:
        self.mode = mode
        super().__init__(seed, Weather(command_delay=5, event_delay=5), SEATS, careful=False)
        for phone in self.network.desks.values():
            phone.habits = PhoneHabits(Reaction.ANSWER, delay=300)
        self.log_in()

    def directory(self, seats: int) -> Directory:
        house = super().directory(seats)
        line = house.queues[0]
        skills = tuple(one for one in house.accounts[0].skills if one.queue == line.code)
        skills = skills or (replace(house.accounts[0].skills[0], queue=line.code),)
        people = tuple(replace(account, skills=skills) for account in house.accounts)
        return replace(house, accounts=people, campaigns=(campaign(self.mode),))

    def log_in(self) -> None:
        for user in self.users:
            for name, given in (("login", (user, "")), ("autoCall", ())):
                params = commands.TABLE[name].Params(*given)
                self.give(Asked(self.clock.now, f"q-{user}", f"s-{user}", user, name, params))

    def people(self, random: Random) -> dict[str, str]:
        """Leads, and how each is to end."""
        ends: dict[str, str] = {}
        for number in range(LEADS):
            kind = random.choice(list(KINDS))
            dialled = f"1370000{number:04}"
            outside.answering(self.network, dialled, KINDS[kind])
            self.leads.add("spring", Lead(f"L{number}", dialled))
            ends[f"L{number}"] = kind
        return ends

    def dies(self) -> None:
        """The server is killed and starts anew: the store closes its books as at every start."""
        self.network.disconnect()
        self.network.outbox.clear()
        for alarm in self.timers.values():
            alarm.cancel()
        self.timers.clear()
        self.world = World()
        self.leads.recover(self.clock.now)
        self.give(Started(self.clock.now, f"B-{self.clock.now}"))
        self.give(DirectoryLoaded(self.clock.now, self.directory(SEATS)))
        self.network.connect()
        self.hear()
        self.log_in()


def until_done(town: Office) -> None:
    for _ in range(600):
        town.run_until(town.clock.now + 10_000)
        if all(kept.state == "done" for kept in town.leads.leads.values()):
            return
    raise AssertionError(Counter(kept.state for kept in town.leads.leads.values()))


@pytest.mark.parametrize("mode", [CampaignMode.PROGRESSIVE, CampaignMode.PREDICTIVE])
def test_every_lead_ends_as_its_number_behaves(mode: CampaignMode) -> None:
    town = Office(1, mode)
    ends = town.people(Random(1))
    until_done(town)
    assert town.leads.outcomes() == ends
    attempts = Counter(row.lead_id for row in town.leads.attempts.values())
    abandoned = [r.lead_id for r in town.leads.attempts.values() if r.outcome == "abandoned"]
    assert attempts == Counter(dict.fromkeys(ends, 1)) + Counter(abandoned)
    answered = sum(end == "answered" for end in ends.values())
    assert len(abandoned) <= 0.03 * (answered + len(abandoned))


def test_a_server_that_dies_loses_no_lead_and_dials_none_twice_for_one_attempt() -> None:
    town = Office(2, CampaignMode.PROGRESSIVE)
    ends = town.people(Random(2))
    for _ in range(3):
        town.run_until(town.clock.now + 47_000)
        town.dies()
    until_done(town)
    assert town.leads.outcomes() == ends
    rows = list(town.leads.attempts.values())
    assert sum(row.outcome == "lost" for row in rows) >= 3
    assert all(row.ended_at for row in rows)
    done = {e.row.lead_id for e in town.effects if isinstance(getattr(e, "row", None), LeadRow)}
    assert done == set(ends)
