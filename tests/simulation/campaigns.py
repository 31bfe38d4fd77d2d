"""Campaigns in town: people who are called, seats that take it on, and what is true of it all."""

from __future__ import annotations

from random import Random

from callseat.domain.dialer.campaign import (
    Campaign,
    CampaignMode,
    CampaignState,
    Detection,
    RetryRule,
)
from callseat.domain.dialer.windows import day_of
from callseat.domain.effects import BookAttempt, DialOutside, Effect, Save
from callseat.domain.inputs import Asked, DirectoryLoaded, Input, Lead
from callseat.domain.rows import CallPartRow
from callseat.domain.world import Mode, World
from callseat.switch.simulated import outside
from callseat.switch.simulated.settings import NumberHabits, Reaction
from tests.simulation.life import Life, evening
from tests.simulation.town import START, Town

RETRIES = (RetryRule("busy", 2, 20), RetryRule("no_answer", 1, 30), RetryRule("abandoned", 3, 60))
WITH_CAP = (CampaignMode.PROGRESSIVE, CampaignMode.PREDICTIVE)
HABITS = (
    *[NumberHabits(Reaction.ANSWER, delay=3_000, talk=12_000)] * 3,
    NumberHabits(Reaction.ANSWER, delay=800, talk=4_000),
    NumberHabits(Reaction.ANSWER, delay=6_000, talk=0),
    NumberHabits(Reaction.ANSWER, delay=2_000, talk=9_000, machine=True),
    NumberHabits(Reaction.BUSY, delay=500),
    NumberHabits(Reaction.WAIT),
    NumberHabits(Reaction.REJECT, delay=2_500),
)
PEOPLE = 150


def campaigns(random: Random) -> tuple[Campaign, ...]:
    return (_campaign(random, "spring", "sales"), _campaign(random, "winter", "help"))


def _campaign(random: Random, code: str, queue: str) -> Campaign:
    states = [*[CampaignState.RUNNING] * 6, CampaignState.PAUSED, CampaignState.FINISHED]
    return Campaign(
        code,
        project="P1",
        queue=queue,
        mode=random.choice(list(CampaignMode)),
        state=random.choice(states),
        flow=random.choice(["straight", "menu"]),
        ring_time=random.choice([8, 20]),
        lines=random.choice([3, 50]),
        cap=random.choice([0, 300, 2000]),
        abandoned_sound=random.choice(["", "sorry"]),
        most_a_day=random.choice([2, 9]),
        retries=RETRIES,
        detection=random.choice([None, None, Detection(), Detection(machine="message")]),
        priority=random.choice([0, 1]),
    )


def people(town: Town) -> None:
    """Leads of both campaigns; some share a number, some agreed a time with a seat."""
    random = town.random
    for number in range(PEOPLE):
        dialled = f"1370000{random.randrange(PEOPLE):04}"
        outside.answering(town.network, dialled, random.choice(HABITS))
        user = random.choice([*[""] * 9, *town.users[:3]])
        due = START + random.choice([0, 0, 0, 60_000])
        code = random.choice(["spring", "winter"])
        zone = random.choice(["", "Asia/Shanghai", "Europe/Berlin"])
        lead = Lead(f"L{number}", dialled, timezone=zone, due_at=due, user=user)
        town.leads.add(code, lead)


class Work(Life):
    """A day like any other, with seats in `auto`."""

    def __init__(self, town: Town, end: int) -> None:
        super().__init__(town, end)
        people(town)
        self.repeat(1.0, self.campaign_acts)
        self.repeat(70.0, self.store_away)

    def campaign_acts(self) -> None:
        user = self.random.choice(self.town.users)
        seat = self.town.world.seats[user]
        names = ["autoCall", "autoCall", "ready", "setDisposition"]
        if not seat.session:
            names = ["login"]
        elif seat.preview is not None:
            names = ["dialPreview", "dialPreview", "skipPreview"]
        name = self.random.choice(names)
        parameters = {"login": (user, ""), "setDisposition": ("sold",)}
        self.ask(user, name, *parameters.get(name, ()))

    def store_away(self) -> None:
        leads = self.town.leads
        leads.away = True

        def back() -> None:
            leads.away = False

        self.town.clock.after(4_000, back)


class Watch:
    """What is true after every step of such a day."""

    def __init__(self) -> None:
        self.dialled: set[str] = set()

    def check(self, town: Town, given: Input, effects: list[Effect]) -> None:
        for effect in effects:
            match effect:
                case BookAttempt():
                    the_cap_would_hold(town, effect)
                case DialOutside(leg) if leg in town.world.lead_calls:
                    assert leg not in self.dialled, f"{leg} is dialled twice"
                    assert town.leads.attempts[leg].outcome == "dialling"
                    self.dialled.add(leg)
                case Save(CallPartRow() as row):
                    no_caller_for_auto(town.world, given, row)
        seats_wait_for_one(town.world)


def the_cap_would_hold(town: Town, asked: BookAttempt) -> None:
    """Answered and abandoned by the store's own books, the air by the attempts that are open."""
    running = town.world.campaigns[asked.campaign]
    if running.campaign.mode not in WITH_CAP or asked.user:
        return
    today = day_of(running.campaign.timezone, town.clock.now)
    counted = {day: (a, b) for day, a, b in town.leads.days(asked.campaign)}
    answered, abandoned = counted.get(today, (0, 0))
    air, seats = len(running.air), len(running.free) + len(running.offered)
    beyond = max(0, air - seats)
    most = running.campaign.cap / 10_000 * (answered + air)
    assert not beyond or abandoned + beyond <= most + 1e-9, (answered, abandoned, beyond)


def no_caller_for_auto(world: World, given: Input, row: CallPartRow) -> None:
    own = isinstance(given, Asked) and given.name == "connectQueue"
    if row.outcome == "ringing" and row.offered_at == given.at and row.queue and not own:
        contact = world.contacts[row.contact_id]
        auto = world.seats[row.user].mode is Mode.AUTO
        assert auto == (contact.campaign != ""), (row, auto)


def seats_wait_for_one(world: World) -> None:
    for code, running in world.campaigns.items():
        for user in running.free:
            assert world.seats[user].dialler == code
            assert any(user in line.auto for line in world.lines.values())
        assert set(running.offered) <= set(running.air) <= set(running.calls)
        assert set(running.calls) <= set(world.lead_calls)
        assert running.works or not (running.leads or running.agreed or running.previews)


def night(town: Town) -> None:
    """The campaigns are stopped; then as every evening. No lead is lost, and none is in hand."""
    town.leads.away = False
    town.campaigns = lambda random: ()
    town.give(DirectoryLoaded(town.clock.now, town.directory(len(town.users))))
    evening(town)
    for kept in town.leads.leads.values():
        assert kept.state in ("waiting", "done"), kept
        assert kept.outcome or kept.state == "waiting", kept
    for row in town.leads.attempts.values():
        assert row.ended_at, row
        assert row.outcome != "dialling", row
