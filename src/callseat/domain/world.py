"""Everything the domain knows at one moment. Plain data; the other modules change it.

Nothing here is iterated where the order could differ between two runs: dictionaries keep the order
of insertion, and sets are not used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from callseat.domain.dialer.state import LeadCall, Preview, Running, Talked
from callseat.domain.directory import (
    Account,
    Calendar,
    Directory,
    Forwarding,
    Project,
    Queue,
    Rules,
)
from callseat.domain.flow.flow import Enqueue, Flow
from callseat.domain.flow.state import FlowWalk, Message, Promise
from callseat.domain.queue.level import ServiceLevel
from callseat.domain.queue.ranking import Ranking
from callseat.domain.rest.room import Rest, RestRoom
from callseat.domain.status import Status
from callseat.domain.telephony import Aim as Aim
from callseat.domain.telephony import Attempt as Attempt
from callseat.domain.telephony import Call as Call
from callseat.domain.telephony import Errand as Errand
from callseat.domain.telephony import Leg as Leg
from callseat.domain.telephony import LegState as LegState
from callseat.domain.telephony import Part as Part
from callseat.domain.telephony import PartState as PartState
from callseat.domain.telephony import Supervision as Supervision
from callseat.domain.telephony import Target as Target


class Activity(StrEnum):
    """What a seat does on the telephone; derived in `activity` from its parts and supervision."""

    NONE = "none"
    RINGING = "ringing"
    DIALING = "dialing"
    TALKING = "talking"
    HOLDING = "holding"
    CONFERENCE = "conference"
    MONITORING = "monitoring"


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
class Wrap:
    """What the last talk leaves behind: whether there was one, and its seconds of wrap-up."""

    talked: bool = False
    seconds: int = 0


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
    blended: bool = False  # its group moved it out of `auto`, and may move it back
    wilful: bool = False  # it chose otherwise: its group moves it no more until the next login
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
    leg: str = ""  # of its phone, "" while that is on the hook
    errand: Errand | None = None  # what its phone is being rung for, at its own request
    parts: dict[str, Part] = field(default_factory=dict)  # by callNo; who was held last is last
    active: str = ""  # the callNo of the part that rings, dials or talks now
    supervising: Supervision | None = None
    supervisors: dict[str, None] = field(default_factory=dict)  # who listen to this seat
    muted: str = ""  # the callNo with whose end the mute ends
    wrap_up: Wrap = field(default_factory=Wrap)
    wrap_up_until: int = 0
    dialled: list[int] = field(default_factory=list)  # when it called outside, this last minute
    refusals: int = 0
    calls: int = 0  # answered in this session
    idle_since: int = 0
    last_offer: int = 0
    dialler: str = ""  # the campaign for whose calls it waits
    handles: str = ""  # the campaign whose call it has, or works on
    preview: Preview | None = None
    talked: Talked | None = None

    @property
    def user(self) -> str:
        return self.account.user

    @property
    def extension(self) -> str:
        return self.desk or self.account.extension

    @property
    def part(self) -> Part | None:
        """The active part, if there is one."""
        return self.parts.get(self.active)


class Stage(StrEnum):
    """How far a contact is. Its table is in `contact`."""

    FLOW = "flow"
    WAITING = "waiting"
    OFFERED = "offered"
    TALKING = "talking"
    PROMISED = "promised"  # to be called back, and not in line now
    ENDED = "ended"


@dataclass(slots=True)
class Visit:
    """A wait in a line."""

    id: str
    queue: str
    priority: int
    joined_at: int
    node: Enqueue
    published: bool = False  # told to the queue's seats by onQueue
    announcement: str = ""  # the playback of the place in line
    limited: bool = False  # a timer runs for the maximum wait
    announcing: bool = False  # a timer runs for the next announcement
    over: bool = False  # the maximum wait ended while the call was offered
    moment: bool = False  # of one whom a campaign called: see waiting.join_for


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
    calls: dict[str, None] = field(default_factory=dict)  # the talk, and consultations about it
    offered_to: str = ""  # the seat at which it rings
    taken_from: str = ""  # the line in which it waited when a seat answered
    led: FlowWalk | None = None  # that led it into its last line
    kind: str = "inbound"  # or outbound, internal, campaign
    call_type: str = "0"  # of onRing at a seat that takes it
    lead_call: str = ""  # the campaign's attempt
    lead: str = ""
    campaign: str = ""
    msg: str = ""
    data: dict[str, str] = field(default_factory=dict)  # attached by seats and flows
    values: dict[str, str] = field(default_factory=dict)  # of its flows
    steps: int = 0  # stays at nodes
    promise: Promise | None = None
    outcome: str = ""  # once its customer is gone
    answered_at: int = 0
    recording: str = ""
    refused_by: list[str] = field(default_factory=list)

    @property
    def called_by_us(self) -> bool:
        return self.kind in ("outbound", "campaign")

    @property
    def customer(self) -> str:
        """The customer's number, whoever called; "" if withheld."""
        return self.callee if self.called_by_us else self.caller

    @property
    def ours(self) -> str:
        """The number of the house that the customer called, or was shown."""
        return self.caller if self.called_by_us else self.callee


@dataclass(slots=True)
class Line:
    """A queue at work: callers that wait for an offer, and seats ready for one.

    Those whom campaigns called (`called`), and seats that take nobody else (`auto`), are apart.
    """

    queue: Queue
    waiting: Ranking = field(default_factory=Ranking)
    ready: Ranking = field(default_factory=Ranking)
    called: Ranking = field(default_factory=Ranking)
    auto: Ranking = field(default_factory=Ranking)
    staff: dict[str, None] = field(default_factory=dict)  # seats that are signed in
    taken_at: int = 0  # when a seat answered last
    gap: int = 0  # ms between two answers, on average
    published: dict[str, None] = field(default_factory=dict)  # contacts told by onQueue
    visitors: dict[str, None] = field(default_factory=dict)  # contacts waiting or being offered
    closed: bool = False  # its queue was removed: it ends with its last visitor
    level: ServiceLevel = field(default_factory=ServiceLevel)
    held: dict[str, None] = field(default_factory=dict)  # groups whose rests its level holds back
    blends: dict[str, None] = field(default_factory=dict)  # groups whose seats its level moves


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
    caller_ids: dict[str, Project] = field(default_factory=dict)  # by the number they show
    callers_in: dict[str, int] = field(default_factory=dict)  # project -> who are here now
    calendars: dict[str, Calendar] = field(default_factory=dict)  # by code
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
    # Number as published -> contacts that wait, or that a seat took.
    callers: dict[str, dict[str, None]] = field(default_factory=dict)
    legs: dict[str, Leg] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    attempts: dict[str, Attempt] = field(default_factory=dict)  # by leg
    taps: dict[str, str] = field(default_factory=dict)  # leg -> the supervisor who whispers
    asked: dict[str, str] = field(default_factory=dict)  # id of a question -> contact
    messages: dict[str, Message] = field(default_factory=dict)  # by name
    transfers: dict[str, str] = field(default_factory=dict)  # leg that a flow dials -> contact
    promised: dict[str, str] = field(default_factory=dict)  # number to call back -> contact
    called_back: dict[str, str] = field(default_factory=dict)  # leg -> contact
    farewells: dict[str, str] = field(default_factory=dict)  # playback -> leg to hang up then
    recordings: dict[str, RecordingState] = field(default_factory=dict)
    campaigns: dict[str, Running] = field(default_factory=dict)  # by code
    diallers: dict[str, tuple[str, ...]] = field(default_factory=dict)  # line -> campaigns at work
    lead_calls: dict[str, LeadCall] = field(default_factory=dict)  # by attempt
    blended: dict[str, None] = field(default_factory=dict)  # groups whose seats help callers


@dataclass(slots=True)
class RecordingState:
    """A recording that is not complete yet, and its open segment."""

    contact: str
    started_at: int
    number: int = 0
    segment: tuple[str, str] = ("", "")  # who talk, and talk, hold or paused
    segment_at: int = 0
    cause: str = ""
    paused: bool = False
