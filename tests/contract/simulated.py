"""The exchange of plain data: time is virtual, a deadline of seconds is over in microseconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from callseat.domain.effects import SwitchEffect
from callseat.switch.cause import CONGESTED, REJECTED, UNALLOCATED, Cause
from callseat.switch.driver import Phone, Plant, Trunk
from callseat.switch.simulated import outside
from callseat.switch.simulated.hears import heard_by
from callseat.switch.simulated.network import Callee, Customer, Device, Network
from callseat.switch.simulated.network import Party as End
from callseat.switch.simulated.settings import (
    NumberHabits,
    PhoneHabits,
    Reaction,
    SimulationSettings,
)
from callseat.switch.simulated.switch import SimulatedSwitch
from tests.contract.log import EventLog
from tests.contract.party import (
    DEADLINE,
    LONG_SOUND,
    MUSIC,
    SHORT_SOUND,
    SHORT_SOUND_SECONDS,
    SOUND,
    E,
    Manner,
    Party,
    Recorded,
    Telephone,
)

SLICE = 50  # ms
HABITS = {
    Manner.ANSWERS: NumberHabits(),
    Manner.RINGS: NumberHabits(Reaction.WAIT),
    Manner.ANNOUNCES: NumberHabits(Reaction.WAIT, early_media=True),
    Manner.PERSON: NumberHabits(),
    Manner.MACHINE: NumberHabits(machine=True),
    Manner.BUSY: NumberHabits(Reaction.BUSY),
    Manner.DECLINES: NumberHabits(Reaction.REJECT, cause=REJECTED),
    Manner.UNKNOWN: NumberHabits(Reaction.REJECT, cause=UNALLOCATED),
    Manner.FULL: NumberHabits(Reaction.REJECT, cause=CONGESTED),
}


@dataclass(eq=False)
class SimulatedParty:
    """A customer, with a `Device` a phone, with a `Callee` who is at an outside number."""

    exchange: SimulatedExchange
    name: str
    end: End

    @property
    def network(self) -> Network:
        return self.exchange.switch.network

    @property
    def device(self) -> Device:
        assert isinstance(self.end, Device)
        return self.end

    async def hang_up(self) -> None:
        outside.put_down(self.network, self.end)

    async def reject(self) -> None:
        outside.put_down(self.network, self.end)

    async def press(self, digit: str) -> None:
        outside.press(self.network, self.end, digit)

    @property
    def caller(self) -> str:
        assert isinstance(self.end, Callee)
        return self.end.caller

    async def receives_digits(self, digits: str) -> None:
        assert isinstance(self.end, Device | Customer | Callee)
        deadline = self.exchange.deadline()
        while self.end.digits != digits:
            assert self.exchange.go_on(deadline), f"keys {self.end.digits}, not {digits}"

    async def answer(self) -> None:
        assert isinstance(self.end, Device | Callee)
        outside.pick_up(self.network, self.end)

    async def be_busy(self) -> None:
        self.device.habits = PhoneHabits(Reaction.BUSY)

    async def unregister(self) -> None:
        outside.unplug(self.network, self.device)

    async def register(self) -> None:
        outside.plug(self.network, self.device)

    async def dial(self, callee: str) -> None:
        outside.dial(self.network, self.device, callee)

    async def ended(self) -> Cause:
        while self.end.ended is None:
            assert self.exchange.go_on(self.exchange.deadline()), "the call goes on"
        return self.end.ended


@dataclass
class Tape:
    """What a recording held whenever somebody looked."""

    said: set[str] = field(default_factory=set)
    heard: set[str] = field(default_factory=set)
    silence: int = 0


class SimulatedExchange(EventLog):
    """See party.Exchange."""

    def __init__(self, delay: int) -> None:
        super().__init__()
        settings = SimulationSettings(
            command_delay=delay,
            event_delay=delay,
            sound_lengths={SHORT_SOUND: SHORT_SOUND_SECONDS * 1000, LONG_SOUND: 600_000},
        )
        self.switch = SimulatedSwitch(Network(settings=settings))
        self._plant = Plant(
            trunks=(Trunk("city", "127.0.0.1"),),
            sounds=((SHORT_SOUND, "/sounds/short"), (LONG_SOUND, "/sounds/long")),
        )
        self._tapes: dict[str, Tape] = {}
        self._parties: list[SimulatedParty] = []
        self._serial = 0

    async def start(self) -> None:
        await self.switch.start(self.events.append)
        await self.switch.provision(self._plant)

    async def stop(self) -> None:
        await self.switch.stop()

    def perform(self, *effects: SwitchEffect) -> None:
        self.switch.perform(effects)

    def new_id(self, kind: str) -> str:
        self._serial += 1
        return f"{kind}-{self._serial}"

    def _party(self, end: End) -> SimulatedParty:
        party = SimulatedParty(self, self.new_id("party"), end)
        self._parties.append(party)
        return party

    async def phone(self, extension: str) -> Telephone:
        device = outside.furnish(self.switch.network, extension, "secret")
        await self._provision((*self._plant.phones, Phone(extension, "secret")))
        return self._party(device)

    async def remove_phone(self, extension: str) -> None:
        await self._provision(tuple(p for p in self._plant.phones if p.extension != extension))

    async def _provision(self, phones: tuple[Phone, ...]) -> None:
        self._plant = Plant(phones, self._plant.trunks, self._plant.sounds)
        await self.switch.provision(self._plant)

    async def call(
        self, callee: str, caller: str = "13800138000", name: str = ""
    ) -> SimulatedParty:
        return self._party(outside.call_in(self.switch.network, callee, caller, name))

    def answering(self, number: str, manner: Manner) -> None:
        outside.answering(self.switch.network, number, HABITS[manner])

    async def called(self, number: str) -> SimulatedParty:
        deadline = self.deadline()
        while (callee := self.switch.network.called.get(number)) is None:
            assert self.go_on(deadline), f"{number} is not called"
        return self._party(callee)

    async def recorded(self, recording: str) -> Recorded:
        tape = self._tapes[recording]
        return Recorded(frozenset(tape.said), frozenset(tape.heard), tape.silence / 1000)

    def deadline(self) -> int:
        return self.switch.network.clock.now + int(DEADLINE * 1000)

    def go_on(self, deadline: int) -> bool:
        """Let the next thing happen; false when nothing will before the deadline."""
        clock = self.switch.network.clock
        due = clock.next_due()
        if due is None or due > deadline:
            return False
        clock.step()
        self.switch.pump()
        return True

    async def expect(self, kind: type[E], **members: Any) -> E:
        deadline = self.deadline()
        self.switch.pump()
        while (event := self.take(kind, members)) is None:
            more = self.go_on(deadline)
            assert more, f"no {kind.__name__} {members} among {self.events}"
        return event

    async def expect_ears(self, listener: Party, *names: str) -> None:
        assert isinstance(listener, SimulatedParty)
        deadline = self.deadline()
        while (heard := self._ears(listener)) != set(names):
            assert self.go_on(deadline), f"{listener.name} hears {heard}, not {names}"

    async def reconnect(self) -> None:
        self.switch.network.disconnect()
        self.switch.network.connect()

    def _ears(self, listener: SimulatedParty) -> set[str]:
        return self._heard(listener.end.leg)

    def _heard(self, leg_id: str) -> set[str]:
        network = self.switch.network
        leg = network.legs.get(leg_id)
        names = {party.end.leg: party.name for party in self._parties if party.end.leg}
        heard = heard_by(network, leg) if leg else ()
        return {names.get(it) or _kind(it) for it in heard}

    async def pass_time(self, seconds: float) -> None:
        clock = self.switch.network.clock
        self.switch.pump()
        end = clock.now + int(seconds * 1000)
        while clock.now < end:
            clock.advance_to(min(end, clock.now + SLICE))
            self.switch.pump()
            self._tape(SLICE)

    def _tape(self, passing: int) -> None:
        """What all recordings take up in a time in which hardly anything happens."""
        network = self.switch.network
        for leg in network.legs.values():
            for name, recording in leg.recordings.items():
                tape = self._tapes.setdefault(name, Tape())
                if recording.paused:
                    tape.silence += passing
                else:
                    tape.said |= {party.name for party in self._parties if party.end.leg == leg.id}
                    tape.heard |= self._heard(leg.id)


def _kind(heard: str) -> str:
    kind = heard.split(":", maxsplit=1)[0]
    return {"sound": SOUND, "music": MUSIC}.get(kind, kind)
