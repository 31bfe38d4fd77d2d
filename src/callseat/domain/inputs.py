"""What the domain hears of. Every input carries `at`, milliseconds since the epoch, UTC.

Inputs are frozen plain data: they can be written down and played again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from callseat.domain.directory import Directory, Rules
from callseat.domain.effects import SwitchEffect
from callseat.domain.rows import ContactDataRow, PromiseRow
from callseat.domain.timer import Timer

if TYPE_CHECKING:  # commands lead to flows, and those hear of what is here
    from callseat.domain.commands.command import Params


@dataclass(frozen=True, slots=True)
class Started:
    """The first input of all. `boot` is new at each start and makes our ids unique."""

    at: int
    boot: str
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True, slots=True)
class DirectoryLoaded:
    """The directory, whole, at the start and after each change."""

    at: int
    directory: Directory


@dataclass(frozen=True, slots=True)
class CallBacksOwed:
    """Call backs that an earlier server promised, and what was attached to their contacts."""

    at: int
    promises: tuple[PromiseRow, ...]
    data: tuple[ContactDataRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A command by its `name`. `ask` names this very request; `user` is who speaks on `session`.

    For `login` the password has been verified already and is not carried here.
    """

    at: int
    ask: str
    session: str
    user: str
    name: str
    params: Params


@dataclass(frozen=True, slots=True)
class ConnectionLost:
    """The connection of a session broke without a logout."""

    at: int
    session: str
    user: str


@dataclass(frozen=True, slots=True)
class TimerFired:
    at: int
    key: str
    timer: Timer


@dataclass(frozen=True, slots=True)
class Draining:
    """The server is to stop: no new calls, those that are here go on to their end."""

    at: int


@dataclass(frozen=True, slots=True)
class Stopping:
    """The server stops now: what still runs is ended, and all books are closed."""

    at: int


# --- from the switch -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CallArrived:
    """A call from a trunk to `callee`, not yet answered. `caller` is "" if withheld."""

    at: int
    leg: str
    trunk: str
    caller: str
    callee: str
    caller_name: str = ""


@dataclass(frozen=True, slots=True)
class PhoneDialled:
    """A seat's phone dialled by itself."""

    at: int
    leg: str
    extension: str
    callee: str


@dataclass(frozen=True, slots=True)
class LegRinging:
    at: int
    leg: str


@dataclass(frozen=True, slots=True)
class LegProgress:
    """A leg dialled outside sends early media: announcements or a ringing tone of the network.

    Source: RFC 3261 section 21.1.5 (183 with a session description), RFC 3960.
    """

    at: int
    leg: str


@dataclass(frozen=True, slots=True)
class LegAnswered:
    at: int
    leg: str


@dataclass(frozen=True, slots=True)
class LegEnded:
    """A leg is gone. `q850` and `sip` say why, 0 where unknown.

    Sources: ITU-T Q.850 table 1; RFC 3261 section 21.
    """

    at: int
    leg: str
    q850: int = 16
    sip: int = 0


@dataclass(frozen=True, slots=True)
class PlayEnded:
    """A Play came to its end, was stopped, or failed (`completed` false)."""

    at: int
    play: str
    leg: str
    completed: bool = True


@dataclass(frozen=True, slots=True)
class CallPlayEnded:
    """A PlayToCall came to its end, was stopped, or failed (`completed` false)."""

    at: int
    play: str
    call: str
    completed: bool = True


@dataclass(frozen=True, slots=True)
class DigitPressed:
    at: int
    leg: str
    digit: str


@dataclass(frozen=True, slots=True)
class RecordingEnded:
    """A recording is complete and can be listened to; or failed, with 0 ms."""

    at: int
    recording: str
    duration_ms: int


@dataclass(frozen=True, slots=True)
class MessageRecorded:
    """A message is complete and can be listened to. `error` is a token, "" if there is none."""

    at: int
    name: str
    duration_ms: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class MachineHeard:
    """What a Detect heard. `verdict`: human, machine, unsure. `cause` is Asterisk's AMDCAUSE."""

    at: int
    leg: str
    verdict: str
    cause: str = ""


@dataclass(frozen=True, slots=True)
class PhoneReachable:
    """A seat's phone registered (`reachable`) or is registered no more."""

    at: int
    extension: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class SwitchFailed:
    """The switch could not do what it was told. `reason` is a token."""

    at: int
    effect: SwitchEffect
    reason: str


@dataclass(frozen=True, slots=True)
class SwitchLost:
    """The connection to the switch is gone; calls may live on without us."""

    at: int


@dataclass(frozen=True, slots=True)
class SwitchSnapshot:
    """The switch is there (again): all legs and calls that it has, all phones that it reaches."""

    at: int
    legs: tuple[str, ...]
    calls: tuple[str, ...]
    phones: tuple[str, ...]


# --- from other programs ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer to a Fetch: its JSON as texts by dotted names. `status` 0 is no answer at all.

    `error`: "", refused, timeout, too_large, not_json, unreachable.
    """

    at: int
    id: str
    status: int = 0
    values: tuple[tuple[str, str], ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the records know of a caller: earlier contacts, the last of them and its seat."""

    at: int
    id: str
    last_seat: str = ""
    last_at: int = 0
    contacts: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody to be called, as taken in hand. `data` are the columns of the list, by name.

    `attempts` made already, in all and by outcome. `user`: the seat with which a call back at this
    time was agreed, "" for any. `due_at`: when it was to be called; ms since the epoch.
    """

    id: str
    number: str
    name: str = ""
    timezone: str = ""
    priority: int = 0
    due_at: int = 0
    user: str = ""
    attempts: int = 0
    outcomes: tuple[tuple[str, int], ...] = ()
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LeadsFetched:
    """`next_due`: when the next of those left becomes due (ms since the epoch), 0: never.

    `left`: how many are not done, those in hand included. `error`: "" or unreachable.
    """

    at: int
    id: str
    campaign: str
    leads: tuple[Lead, ...] = ()
    next_due: int = 0
    left: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class AttemptBooked:
    """`refused`: "", withdrawn, do_not_call, too_many_today, unreachable (the store is away)."""

    at: int
    id: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class AnswersCounted:
    """By day (YYYY-MM-DD, answered, abandoned), as the store knows them."""

    at: int
    id: str
    campaign: str
    days: tuple[tuple[str, int, int], ...] = ()
    error: str = ""


Told = Fetched | LookedUp | LeadsFetched | AttemptBooked | AnswersCounted
SwitchEvent = (
    CallArrived
    | PhoneDialled
    | LegRinging
    | LegProgress
    | LegAnswered
    | LegEnded
    | PlayEnded
    | CallPlayEnded
    | DigitPressed
    | RecordingEnded
    | MessageRecorded
    | MachineHeard
    | PhoneReachable
    | SwitchFailed
    | SwitchLost
    | SwitchSnapshot
)
Input = (
    Started
    | DirectoryLoaded
    | CallBacksOwed
    | Asked
    | ConnectionLost
    | TimerFired
    | Draining
    | Stopping
    | Told
    | SwitchEvent
)
