"""Everything the domain knows at one moment. Plain data; the other modules change it.

Nothing here is iterated where the order could differ between two runs: dictionaries keep the order
of insertion, and sets are not used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from callseat.domain.directory import Account, Directory, Forwarding, Project, Queue, Rules
from callseat.domain.flow.flow import Flow, Node
from callseat.domain.queue.level import ServiceLevel
from callseat.domain.queue.ranking import Ranking
from callseat.domain.rest.room import Rest, RestRoom
from callseat.domain.status import Status


class Activity(StrEnum):
    """What a seat does on the telephone. Its table is in `seat`."""

    NONE = "none"
    RINGING = "ringing"
    TALKING = "talking"


class Mode(StrEnum):
    """The dial mode: which calls are offered to a seat. Told by onStatus."""

    MANUAL = "manual"  # callers from outside
    AUTO = "auto"  # those whom a campaign called


@dataclass(slots=True)
class Interval:
    """The stretch of one status that is open now; see time books in the semantics."""

    status: Status = Status.OFFLINE
    since: int = 0
    cause: str = ""
    actor: str = ""
    previous: Status = Status.OFFLINE
    previous_ms: int = 0


@dataclass(slots=True)
class Seat:
    """A place of work. `base` is what the seat does beside the telephone.

    base: IDLE, BUSY, WORK or REST (OFFLINE when logged out). The status that clients see is derived
    from base, activity and the phone by `seat.status_of`. `pending` replaces base when the last leg
    ends.
    """

    account: Account
    base: Status = Status.OFFLINE
    activity: Activity = Activity.NONE
    pending: Status | None = None
    reachable: bool = False
    connected: bool = False
    cooling: bool = False
    off_hook: bool = False
    pending_cause: str = ""
    pending_actor: str = ""
    mode: Mode = Mode.MANUAL
    rest: Rest = field(default_factory=Rest)
    told: tuple[Status | None, Mode] = (None, Mode.MANUAL)  # pending and mode, told last
    leaving: str = ""  # the cause of a logout that waits for the call's end
    leaving_actor: str = ""
    removed: bool = False  # the account is gone; the seat goes when its call is over
    desk: str = ""  # the extension of this login; a new one in the account waits for the next
    session: str = ""  # of the client; kept over a lost connection until the grace is over
    login: str = ""  # id of the session's record
    login_at: int = 0
    interval: Interval = field(default_factory=Interval)
    leg: str = ""
    part: Part | None = None
    refusals: int = 0
    calls: int = 0  # answered in this session
    idle_since: int = 0
    last_offer: int = 0

    @property
    def user(self) -> str:
        return self.account.user

    @property
    def extension(self) -> str:
        return self.desk or self.account.extension


class LegState(StrEnum):
    DIALLED = "dialled"  # on its way to the phone, which does not ring yet
    RINGING = "ringing"
    UP = "up"
    ENDING = "ending"  # told to hang up; its end is not confirmed yet


@dataclass(slots=True)
class Leg:
    """One telephone's connection: a customer's (contact set) or a seat's (user set too)."""

    id: str
    contact: str
    user: str = ""
    state: LegState = LegState.RINGING
    call: str = ""
    music: bool = False


@dataclass(slots=True)
class Part:
    """One seat's part of a contact, from onRing on. See rows.CallPartRow."""

    call_no: str
    contact: str
    user: str
    caller: str
    callee: str
    offered_at: int
    queue: str = ""
    call_type: str = "0"
    answered_at: int = 0
    rung: bool = False  # told by onRing
    wrap_up: int = 0
    project: str = ""


class Stage(StrEnum):
    """How far a contact is. Its table is in `contact`."""

    FLOW = "flow"
    WAITING = "waiting"
    OFFERED = "offered"
    TALKING = "talking"
    ENDED = "ended"


@dataclass(slots=True)
class FlowWalk:
    """Where a contact stands in its flow. The flow is kept: a newer version does not disturb."""

    flow: Flow
    nodes: dict[str, Node]
    node: str = ""
    play: str = ""  # the playback that is heard now
    tries: int = 0
    listening: bool = False  # a timer waits for a digit


@dataclass(slots=True)
class Visit:
    """A wait in a line."""

    id: str
    queue: str
    priority: int
    joined_at: int
    overflow: str = ""
    published: bool = False  # told to the queue's seats by onQueue
    announcement: str = ""  # the playback of the place in line
    limited: bool = False  # a timer runs for the maximum wait
    announcing: bool = False  # a timer runs for the next announcement
    over: bool = False  # the maximum wait ended while the call was offered


@dataclass(slots=True)
class Contact:
    """A customer's journey through the house."""

    id: str
    leg: str
    caller: str
    callee: str
    project: Project
    arrived_at: int
    number: int = 0  # of arrivals, grows: parts those of the same millisecond
    waiting_since: int = 0  # kept when it changes lines: the wait is the customer's
    stage: Stage = Stage.FLOW
    walk: FlowWalk | None = None
    visit: Visit | None = None
    call: str = ""
    seat_leg: str = ""  # the leg that is offered, or that talks
    msg: str = ""
    answered_at: int = 0
    recording: str = ""
    refused_by: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """A queue at work: callers that wait for an offer, and seats ready for one."""

    queue: Queue
    waiting: Ranking = field(default_factory=Ranking)
    ready: Ranking = field(default_factory=Ranking)
    published: dict[str, None] = field(default_factory=dict)  # contacts told by onQueue
    visitors: dict[str, None] = field(default_factory=dict)  # contacts waiting or being offered
    closed: bool = False  # its queue was removed: it ends with its last visitor
    level: ServiceLevel = field(default_factory=ServiceLevel)
    held: dict[str, None] = field(default_factory=dict)  # groups whose rests its level holds back


@dataclass(slots=True)
class World:
    """The whole. `boot` and `serial` make new ids; see `Turn.new_id`."""

    rules: Rules = field(default_factory=Rules)
    boot: str = ""
    serial: int = 0
    switch_up: bool = False
    draining: bool = False
    directory: Directory = field(default_factory=Directory)
    projects: dict[str, Project] = field(default_factory=dict)  # by service number
    flows: dict[str, Flow] = field(default_factory=dict)
    sounds: dict[str, None] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)  # by user
    members: dict[str, dict[str, None]] = field(default_factory=dict)  # group -> users
    watchers: dict[str, tuple[str, ...]] = field(default_factory=dict)  # user -> groups watched
    extensions: dict[str, str] = field(default_factory=dict)  # extension -> user logged in there
    desks: dict[str, str] = field(default_factory=dict)  # extension -> user whose account has it
    forwardings: dict[str, Forwarding] = field(default_factory=dict)  # by extension
    rooms: dict[str, RestRoom] = field(default_factory=dict)  # by group
    phones: dict[str, None] = field(default_factory=dict)  # extensions reachable now
    lines: dict[str, Line] = field(default_factory=dict)  # by queue
    contacts: dict[str, Contact] = field(default_factory=dict)
    legs: dict[str, Leg] = field(default_factory=dict)
    recordings: dict[str, RecordingState] = field(default_factory=dict)


@dataclass(slots=True)
class RecordingState:
    """A recording that is not complete yet."""

    contact: str
    started_at: int
    ended_at: int = 0
