"""The driver loop: one clock for customers, phones, agents, timers and the switch.

Nothing is awaited and nothing comes from outside but the seed: the same seed is the same town.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from random import Random
from typing import Any, get_args

from callseat.domain.dialer.campaign import Campaign
from callseat.domain.directory import Directory
from callseat.domain.effects import (
    CancelTimer,
    Effect,
    Refuse,
    SetTimer,
    SwitchEffect,
)
from callseat.domain.inputs import (
    Asked,
    DirectoryLoaded,
    Input,
    Started,
    SwitchFailed,
    TimerFired,
)
from callseat.domain.step import step
from callseat.domain.world import World
from callseat.switch.driver import Phone, Plant, Trunk
from callseat.switch.simulated import outside
from callseat.switch.simulated.clock import Alarm, Clock
from callseat.switch.simulated.faults import Faults
from callseat.switch.simulated.network import Network
from callseat.switch.simulated.perform import perform
from callseat.switch.simulated.settings import SimulationSettings
from tests.simulation.house import OUTSIDE, SOUNDS, house
from tests.support.lead_store import LeadStore

START = 1_700_000_000_000
SWITCH_EFFECTS = get_args(SwitchEffect)


@dataclass(frozen=True)
class Weather:
    """How hard the day is. Delays are milliseconds; `rate` is the share of effects that fail."""

    command_delay: int = 0
    command_jitter: int = 0
    event_delay: int = 0
    rate: float = 0.0
    breaks: bool = False  # the connection breaks, the switch starts anew


class Town:
    """With `careful`, a refused command is seen to have changed nothing, at the cost of copies.

    `campaigns` gives the campaigns of each directory that is loaded, and `leads` their store.
    """

    def __init__(
        self,
        seed: int,
        weather: Weather,
        seats: int = 5,
        *,
        careful: bool = True,
        campaigns: Callable[[Random], tuple[Campaign, ...]] = lambda random: (),
    ) -> None:
        self.random = Random(seed)
        self.weather = weather
        self.careful = careful
        self.clock = Clock(START)
        self.campaigns = campaigns
        self.leads = LeadStore()
        settings = SimulationSettings(
            command_delay=weather.command_delay,
            command_jitter=weather.command_jitter,
            event_delay=weather.event_delay,
            ring_delay=200,
            furnished=True,
        )
        faults = Faults(rate=weather.rate, seed=seed)
        self.network = Network(self.clock, settings, faults, boot=f"N{seed}")
        self.world = World()
        self.journal: list[Input] = []
        self.effects: list[Effect] = []
        self.timers: dict[str, Alarm] = {}
        self.holding: dict[str, int] = {}  # places of rest held after the last step, by group
        self._busy = 0  # how much has happened since time went on
        self.after_step: Callable[[Town, Input, list[Effect]], None] | None = None
        self.at_rest: Callable[[Town], None] | None = None
        self._begin(seed, seats)

    def _begin(self, seed: int, seats: int) -> None:
        directory = self.directory(seats)
        self.users = tuple(account.user for account in directory.accounts)
        self.phones = tuple(
            Phone(account.extension, f"secret of {account.user}") for account in directory.accounts
        )
        self.give(Started(self.clock.now, f"B{seed}"))
        self.give(DirectoryLoaded(self.clock.now, directory))
        for number, habits in OUTSIDE.items():
            outside.answering(self.network, number, habits)
        self.network.connect()
        self.provision(self.phones)
        self.hear()

    def directory(self, seats: int) -> Directory:
        return replace(house(self.random, seats), campaigns=self.campaigns(self.random))

    def provision(self, phones: tuple[Phone, ...]) -> None:
        sounds = tuple((code, f"/sounds/{code}") for code in SOUNDS)
        outside.provision(self.network, Plant(phones, (Trunk("city", "127.0.0.1"),), sounds))

    def give(self, given: Input) -> None:
        """One input through the domain, and all its effects out. No await, no second thought."""
        watched = self.careful and isinstance(given, Asked)
        before = copied(self.world) if watched else None
        effects = step(self.world, given)
        if watched and any(isinstance(effect, Refuse) for effect in effects):
            assert self.world == before, f"refused, but the world changed: {given}"
        self.journal.append(given)
        self.effects += effects
        for effect in effects:
            self._carry_out(effect)
        if self.after_step:
            self.after_step(self, given, effects)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case SetTimer(key):
                self._cancel(key)
                self.timers[key] = self.clock.at(effect.due, lambda: self._fire(effect))
            case CancelTimer(key):
                self._cancel(key)
            case _ if isinstance(effect, SWITCH_EFFECTS):
                perform(self.network, effect)
            case _:
                self._ask_leads(effect)

    def _ask_leads(self, effect: Effect) -> None:
        """The store answers a little later; what it is told, it knows at once."""
        answer = self.leads.hear(effect, self.clock.now)
        if answer is not None:
            came = replace(answer, at=self.clock.now + self.random.choice([1, 5, 40]))
            self.clock.at(came.at, lambda: self.give(came))

    def _cancel(self, key: str) -> None:
        if alarm := self.timers.pop(key, None):
            alarm.cancel()

    def _fire(self, effect: SetTimer) -> None:
        del self.timers[effect.key]
        self.give(TimerFired(self.clock.now, effect.key, effect.timer))

    def hear(self) -> None:
        """Take in everything that the switch has reported."""
        while self.network.outbox:
            self.give(self.network.outbox.popleft())

    def run_until(self, end: int) -> None:
        while (due := self.clock.next_due()) is not None and due <= end:
            self.live_a_moment()
        self.clock.advance_to(end)

    def is_at_rest(self) -> bool:
        """Nothing is on its way between domain and switch: no delay is that long."""
        weather, due = self.weather, self.clock.next_due()
        longest = max(weather.command_delay + weather.command_jitter, weather.event_delay)
        return due is None or due > self.clock.now + longest

    def live_a_moment(self) -> bool:
        """The next thing that happens; false when nothing will. Time has to go on, too."""
        if self.at_rest and self.is_at_rest():
            self.at_rest(self)
        before = self.clock.now
        alive = self.clock.step()
        self.hear()
        self._busy = self._busy + 1 if self.clock.now == before else 0
        assert self._busy < 1000, f"time stands still at {self.journal[-1]}"
        return alive

    def failures(self) -> list[SwitchFailed]:
        return [given for given in self.journal if isinstance(given, SwitchFailed)]


def copied(value: Any) -> Any:
    """A copy of everything in the world that can change; what is frozen is shared."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [copied(item) for item in value]
    declared = getattr(value, "__dataclass_params__", None)
    if declared is not None and not declared.frozen:
        copy: Any = object.__new__(value.__class__)
        for field in fields(value):
            setattr(copy, field.name, copied(getattr(value, field.name)))
        return copy
    return value
