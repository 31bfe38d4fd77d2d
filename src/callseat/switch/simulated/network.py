"""The data of the network: telephones, legs, calls, what is played and recorded; and its events.

What people do outside is in `outside`, what the domain wants is in `perform`. Both change this.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from enum import StrEnum

from callseat.domain.effects import Speech
from callseat.domain.inputs import RecordingEnded, SwitchEvent, SwitchLost, SwitchSnapshot
from callseat.switch.cause import Cause
from callseat.switch.failure import Failure
from callseat.switch.simulated.clock import Clock
from callseat.switch.simulated.faults import Faults
from callseat.switch.simulated.lanes import Lanes
from callseat.switch.simulated.settings import (
    CustomerHabits,
    NumberHabits,
    PhoneHabits,
    SimulationSettings,
)


class Failed(Exception):  # noqa: N818 - becomes SwitchFailed, the world's kind of wrong
    """An effect that cannot be carried out."""

    def __init__(self, reason: Failure) -> None:
        super().__init__(reason.value)
        self.reason = reason


class LegState(StrEnum):
    RINGING = "ringing"
    UP = "up"


@dataclass(slots=True, eq=False)
class Device:
    """A seat's telephone. `plugged` says that it wants to be registered."""

    extension: str
    secret: str
    habits: PhoneHabits = field(default_factory=PhoneHabits)
    plugged: bool = True
    registered: bool = False
    leg: str = ""
    digits: str = ""  # keys that came here
    ended: Cause | None = None  # how its last leg ended


@dataclass(slots=True, eq=False)
class Customer:
    """Somebody outside with a telephone."""

    number: str
    habits: CustomerHabits
    leg: str = ""
    digits: str = ""
    ended: Cause | None = None


@dataclass(slots=True, eq=False)
class Callee:
    """Whoever is at an outside number that we called."""

    number: str
    caller: str
    habits: NumberHabits
    leg: str = ""
    digits: str = ""
    ended: Cause | None = None


@dataclass(slots=True, eq=False)
class Probe:
    """What a tap has in a telephone's place: the target's line."""

    target: Leg
    leg: str = ""
    ended: Cause | None = None


Party = Device | Customer | Callee | Probe


@dataclass(slots=True, eq=False)
class Playback:
    id: str
    sounds: tuple[str | Speech, ...]


@dataclass(slots=True, eq=False)
class Recording:
    """`name` is a message's."""

    began: int
    paused: bool = False
    name: str = ""


@dataclass(slots=True, eq=False)
class Leg:
    """`inbound` legs are answered by us, the others by the telephone. `plays` wait in line.

    `muted` is for the call that it is in, `silenced` for all; `early` is heard before the answer.
    """

    id: str
    party: Party
    inbound: bool
    state: LegState = LegState.RINGING
    ringback: bool = False
    call: str = ""
    muted: bool = False
    silenced: bool = False
    early: bool = False
    talked: bool = False
    music: str = ""
    plays: deque[Playback] = field(default_factory=deque)
    recordings: dict[str, Recording] = field(default_factory=dict)
    message: Recording | None = None
    taps: dict[str, Leg] = field(default_factory=dict)  # on this line


@dataclass(slots=True, eq=False)
class Call:
    id: str
    legs: dict[str, Leg] = field(default_factory=dict)
    plays: deque[Playback] = field(default_factory=deque)


class Network:
    """All of it. Events wait in `outbox` until their owner takes them."""

    def __init__(
        self,
        clock: Clock | None = None,
        settings: SimulationSettings | None = None,
        faults: Faults | None = None,
        boot: str = "0",
    ) -> None:
        self.clock = clock or Clock()
        self.settings = settings or SimulationSettings()
        self.faults = faults or Faults()
        self.lanes = Lanes(self.settings.command_jitter)
        self.boot = boot
        self.serial = 0
        self.connected = False
        self.phones: dict[str, Device] = {}  # known to the switch, by extension
        self.desks: dict[str, Device] = {}  # standing outside, known or not
        self.numbers: dict[str, NumberHabits] = {}  # outside numbers with habits of their own
        self.called: dict[str, Callee] = {}  # the newest call to each outside number
        self.sounds: dict[str, None] = {}
        self.trunks: dict[str, None] = {}
        self.legs: dict[str, Leg] = {}
        self.calls: dict[str, Call] = {}
        self.recordings: dict[str, Recording] = {}  # running, by id
        self.broken_off: deque[tuple[str, int]] = deque()  # recordings with their milliseconds
        self.missed: deque[SwitchEvent] = deque()
        self.outbox: deque[SwitchEvent] = deque()

    def new_leg_id(self) -> str:
        """The id of a leg that arrives: no other start of the network has given it."""
        self.serial += 1
        return f"in-{self.boot}-{self.serial}"

    def leg(self, leg_id: str) -> Leg:
        """Raises Failed(not_found)."""
        if (leg := self.legs.get(leg_id)) is None:
            raise Failed(Failure.NOT_FOUND)
        return leg

    def leg_up(self, leg_id: str) -> Leg:
        """A leg that was answered. Raises Failed(not_found, not_answered)."""
        leg = self.leg(leg_id)
        if leg.state is not LegState.UP:
            raise Failed(Failure.NOT_ANSWERED)
        return leg

    def leg_there(self, leg_id: str) -> Leg:
        """A leg that is up, or was dialled outside: there before it answers. Raises as leg_up."""
        leg = self.leg(leg_id)
        return leg if isinstance(leg.party, Callee) else self.leg_up(leg_id)

    def call(self, call_id: str) -> Call:
        """Raises Failed(not_found)."""
        if (call := self.calls.get(call_id)) is None:
            raise Failed(Failure.NOT_FOUND)
        return call

    @property
    def event_time(self) -> int:
        """When an event of this moment reaches the engine."""
        return self.clock.now + self.settings.event_delay

    def emit(self, event: SwitchEvent) -> None:
        """Report; what happens while nobody is connected is reported when somebody is."""
        if self.connected:
            self.report(event)
        else:
            self.missed.append(event)

    def report(self, event: SwitchEvent) -> None:
        """Report even without a connection: what the driver itself knows."""
        if self.settings.event_delay:
            self.clock.at(event.at, lambda: self._arrive(event))
        else:
            self._arrive(event)

    def _arrive(self, event: SwitchEvent) -> None:
        self.outbox.append(event)
        if self.clock.on_change:
            self.clock.on_change()

    def next_event(self) -> SwitchEvent | None:
        """The next event, the clock going on as far as needed; None when nothing will happen."""
        while not self.outbox:
            if not self.clock.step():
                return None
        return self.outbox.popleft()

    def connect(self) -> None:
        """The engine is there (again): it hears what it missed, and gets a snapshot of all."""
        self.connected = True
        while self.missed:
            self.report(replace(self.missed.popleft(), at=self.event_time))
        reachable = tuple(phone.extension for phone in self.phones.values() if phone.registered)
        self.emit(SwitchSnapshot(self.event_time, tuple(self.legs), tuple(self.calls), reachable))
        while self.broken_off:
            name, length = self.broken_off.popleft()
            self.emit(RecordingEnded(self.event_time, name, length))

    def disconnect(self) -> None:
        """The connection breaks; calls live on, and what happens to them waits to be told."""
        self.connected = False
        self.report(SwitchLost(self.event_time))
