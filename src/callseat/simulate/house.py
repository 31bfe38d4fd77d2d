"""The second driver: the domain itself, step by step, on the simulated switch in virtual time.

Seats in `auto`, one campaign, people who answer as the population says. The store is played: there
is always somebody else to call, and each attempt is booked at once. What counts is seen from
outside: attempts that are saved, and how many seats are free.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from random import Random
from typing import get_args

from callseat.domain import commands
from callseat.domain.dialer.campaign import Campaign, CampaignMode, CampaignState
from callseat.domain.directory import Account, Directory, Project, Queue, Skill
from callseat.domain.effects import (
    BookAttempt,
    CancelTimer,
    CountAnswers,
    Effect,
    FetchLeads,
    Save,
    SetTimer,
    SwitchEffect,
)
from callseat.domain.flow.flow import Enqueue, Flow, NamedNode
from callseat.domain.inputs import (
    AnswersCounted,
    Asked,
    AttemptBooked,
    DirectoryLoaded,
    Input,
    Lead,
    LeadsFetched,
    Started,
    TimerFired,
)
from callseat.domain.rows import LeadAttemptRow
from callseat.domain.step import step
from callseat.domain.world import World
from callseat.simulate.days import Trial, Way
from callseat.simulate.figures import SLICE, Figures
from callseat.switch.driver import Phone, Plant, Trunk
from callseat.switch.simulated import outside
from callseat.switch.simulated.clock import Alarm, Clock
from callseat.switch.simulated.network import Network
from callseat.switch.simulated.perform import perform
from callseat.switch.simulated.settings import NumberHabits, Reaction, SimulationSettings

START = 1_767_225_600_000  # a midnight in UTC: the cap's day is the simulated one
CODE = "simulated"
MODES = {Way.PREDICTIVE: CampaignMode.PREDICTIVE, Way.PROGRESSIVE: CampaignMode.PROGRESSIVE}
FOR_EVER = 7 * 24 * 3600  # s: wrap-up ends when the seat says so
SWITCH_EFFECTS = get_args(SwitchEffect)


class House:
    """One day of it."""

    def __init__(self, trial: Trial) -> None:
        self._trial, self._people = trial, trial.people
        self._calls, self._talks = Random(f"calls {trial.seed}"), Random(f"talks {trial.seed}")
        self._clock = Clock(START)
        self._network = Network(self._clock, SimulationSettings(furnished=True))
        self._world = World()
        self._alarms: dict[str, Alarm] = {}
        self._answers: deque[Input] = deque()
        self._leads = self._asked = 0
        self._settled: set[str] = set()
        self._since = START
        self.figures = Figures(trial.site.seats, trial.site.length)

    def run(self) -> Figures:
        """From the first login to the day's end; what rings then is still settled."""
        self._open()
        end = START + self._trial.site.length
        while (due := self._clock.next_due()) is not None and due <= end:
            self._pass_time(due)
            self._clock.step()
            self._hear()
        self._pass_time(end)
        self._clock.advance_to(end)
        self._give(DirectoryLoaded(end, self._directory(CampaignState.PAUSED)))
        calls = self._world.lead_calls
        while any(not call.connected_at for call in calls.values()) and self._clock.step():
            self._hear()
        return self.figures

    def _open(self) -> None:
        directory = self._directory(CampaignState.RUNNING)
        phones = tuple(Phone(one.extension, one.user) for one in directory.accounts)
        outside.provision(self._network, Plant(phones, (Trunk("city", "127.0.0.1"),), ()))
        self._give(Started(START, "S"))
        self._give(DirectoryLoaded(START, directory))
        self._network.connect()
        self._hear()
        for account in directory.accounts:
            self._ask(account.user, "login", account.user, "")
            self._ask(account.user, "autoCall")
            self._ask(account.user, "ready")
        self._hear()

    def _directory(self, state: CampaignState) -> Directory:
        site = self._trial.site
        wrap_up = FOR_EVER if self._people.wrap_up else 0
        skills = (Skill("line"),)
        campaign = Campaign(
            CODE,
            project="P",
            queue="line",
            mode=MODES[self._trial.way],
            state=state,
            timezone="UTC",
            ring_time=site.ring_time // 1000,
            lines=10_000,
            cap=site.cap,
            connect_within=site.connect_within,
            most_a_day=1,
        )
        return Directory(
            accounts=tuple(
                Account(f"u{n}", extension=str(1001 + n), skills=skills, callers=("4001",))
                for n in range(site.seats)
            ),
            queues=(Queue("line", announce_every=0),),
            projects=(Project("P", "", ("4001",), "in", wrap_up, False, caller_id="4001"),),
            flows=(Flow("in", "", "wait", (NamedNode("wait", Enqueue("line", 0, "")),)),),
            trunks=("city",),
            campaigns=(campaign,),
        )

    def _ask(self, user: str, name: str, *words: str) -> None:
        self._asked += 1
        params = commands.TABLE[name].Params(*words)
        self._give(Asked(self._clock.now, f"q{self._asked}", f"of {user}", user, name, params))

    def _hear(self) -> None:
        """Everything that the switch and the store have to say."""
        while self._network.outbox or self._answers:
            source = self._network.outbox if self._network.outbox else self._answers
            self._give(source.popleft())

    def _give(self, given: Input) -> None:
        for effect in step(self._world, given):
            self._do(effect)

    def _do(self, effect: Effect) -> None:
        now = self._clock.now
        match effect:
            case SetTimer(key, due):
                self._cancel(key)
                self._alarms[key] = self._clock.at(due, partial(self._fire, effect))
            case CancelTimer(key):
                self._cancel(key)
            case FetchLeads(id_, campaign, count):
                self._answers.append(
                    LeadsFetched(now, id_, campaign, self._more(count), left=count)
                )
            case BookAttempt(id_, number=number):
                self._prepare(number)
                self._answers.append(AttemptBooked(now, id_))
            case CountAnswers(id_, campaign):
                self._answers.append(AnswersCounted(now, id_, campaign))
            case Save(LeadAttemptRow() as row):
                self._saw(row)
            case _ if isinstance(effect, SWITCH_EFFECTS):
                perform(self._network, effect)

    def _fire(self, timer: SetTimer) -> None:
        self._alarms.pop(timer.key, None)
        self._give(TimerFired(self._clock.now, timer.key, timer.timer))

    def _cancel(self, key: str) -> None:
        if key in self._alarms:
            self._alarms.pop(key).cancel()

    def _more(self, count: int) -> tuple[Lead, ...]:
        first = self._leads + 1
        self._leads += count
        return tuple(Lead(f"L{n}", f"139{n:08}") for n in range(first, first + count))

    def _prepare(self, number: str) -> None:
        """Who is there, and how long they would talk."""
        self.figures.dialled += 1
        lasts, answers = self._people.call(self._clock.now - START, self._calls)
        talk = self._people.handling.draw(self._talks) if answers else 0
        reaction = Reaction.ANSWER if answers else Reaction.TIMEOUT
        outside.answering(self._network, number, NumberHabits(reaction, lasts, talk))

    def _saw(self, row: LeadAttemptRow) -> None:
        """An attempt is settled when its callee is connected, or abandoned."""
        lost = row.outcome == "abandoned"
        now = self._clock.now
        if (row.connected_at or lost) and row.attempt_id not in self._settled:
            self._settled.add(row.attempt_id)
            self.figures.settled(now - START, lost, self._trial.site.cap)
            self.figures.idles += not lost
            slot = min((now - START) // SLICE, len(self.figures.idles_in) - 1)
            self.figures.idles_in[slot] += not lost
        if row.connected_at and row.ended_at and self._people.wrap_up and row.user:
            after = self._people.wrap_up.draw(self._talks)
            self._clock.after(after, partial(self._ask, row.user, "workFree"))

    def _pass_time(self, to: int) -> None:
        """Seats stay as they are until then."""
        running = self._world.campaigns[CODE]
        free, gone = len(running.free), to - self._since
        slot = min((self._since - START) // SLICE, len(self.figures.busy_in) - 1)
        busy = (self._trial.site.seats - free) * gone
        self.figures.busy += busy
        self.figures.busy_in[slot] += busy
        self.figures.idle += free * gone
        self.figures.idle_in[slot] += free * gone
        self._since = to


def in_house(trial: Trial) -> Figures:
    """The driver that runs the server's own code. Not for the reference, which is none of it."""
    return House(trial).run()
