"""An IVR flow: named nodes, each of a kind, each naming where it leads.

The kinds are plain data here; what each does is in `nodes/`, one module a kind, and where each may
lead is in `ways`. `""` as a target means "nothing more to do": the call is ended. `${name}` in a
text stands for a value (see `values`). Times are seconds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """Take the call, so that the caller pays and hears."""

    next: str = ""


@dataclass(frozen=True, slots=True)
class Play:
    """Play sounds, one after the other, to their end."""

    sounds: tuple[str, ...]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """Speak a text; `language` (zh, en) is the walk's if not given."""

    text: str
    language: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A digit of a menu (0-9, * or #) and where it leads."""

    digit: str
    next: str


@dataclass(frozen=True, slots=True)
class Menu:
    """Play sounds, speak the text `say`, or both, and wait for one digit.

    A wrong digit or silence repeats, then `otherwise`. `wait` is the silence in seconds after what
    is heard, `tries` how often the menu is said. The digit is the value `choice`.
    """

    choices: tuple[Choice, ...]
    sounds: tuple[str, ...] = ()
    wait: int = 5
    tries: int = 3
    otherwise: str = ""
    say: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Collect:
    """Play sounds, speak the text `say`, and read `least` to `most` digits into the value `into`.

    The key `ends` ends them, as does silence: `wait` before the first digit, `gap` after each. Too
    few repeat, up to `tries` times, then `otherwise`.
    """

    into: str
    sounds: tuple[str, ...] = ()
    least: int = 1
    most: int = 20
    ends: str = "#"
    wait: int = 5
    gap: int = 3
    tries: int = 3
    next: str = ""
    otherwise: str = ""
    say: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A text and its one test: equal, one of, a pattern with * and ?, or a number's bounds."""

    value: str
    next: str = ""
    is_: str | None = None
    in_: tuple[str, ...] | None = None
    matches: str | None = None
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class If:
    """The first case whose test holds, else `otherwise`."""

    cases: tuple[Case, ...]
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value's name and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Set:
    """Give values their texts, one after the other."""

    values: tuple[Value, ...]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """Whether a calendar is open now."""

    calendar: str
    open: str = ""
    closed: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Http:
    """Ask a server. Values are written as is fit in the address and in the (JSON) body.

    `read` names values and their places in the JSON of the answer, such as `customer.name`. A
    header `secret:NAME` is a secret of the settings. Any status but 2xx is `failed`.
    """

    url: str
    method: str = "GET"
    headers: tuple[Value, ...] = ()
    body: str = ""
    read: tuple[Value, ...] = ()
    timeout: int = 5
    next: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Ask the house: a `seat` by user or extension, a `queue`, or an earlier `caller`.

    The values are `seat_name`, `seat_extension`, `seat_status`, `seat_signed_in` (yes, no);
    `queue_waiting`, `queue_ready`, `queue_longest_wait`, `queue_estimated_wait`;
    `caller_last_seat`, `caller_last_at`, `caller_contacts`.
    """

    what: str
    key: str = ""
    next: str = ""
    none: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Attach:
    """Give the call a `msg` for the seats, and `data` by key."""

    msg: str = ""
    data: tuple[Value, ...] = ()
    next: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Wait in a line for a seat; a higher `priority` (0 to 9) is served first.

    `overflow` is taken when the queue's maximum wait is over, `empty` when no seat of it is signed
    in. A seat needs the `skills` of these other queues too. `announce`: position, wait, both,
    none. The key `leave` leads to `left`; the key `call_back` keeps the place for a caller who
    hears `call_back_sounds` and is called later, `retries` times again each `retry_after` seconds.
    """

    queue: str
    priority: int = 0
    overflow: str = ""
    empty: str = ""
    skills: tuple[str, ...] = ()
    announce: str = "position"
    music: str = ""
    leave: str = ""
    left: str = ""
    call_back: str = ""
    call_back_sounds: tuple[str, ...] = ()
    retries: int = 2
    retry_after: int = 300


@dataclass(frozen=True, slots=True)
class Transfer:
    """To one of a `seat` (a user), an `extension` or a number `outside`, rung `ring_time`."""

    seat: str = ""
    extension: str = ""
    outside: str = ""
    ring_time: int = 30
    busy: str = ""
    no_answer: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Voicemail:
    """Record a message into a `box` (a group or a user), at most `longest` seconds.

    `silence` seconds end it.
    """

    box: str
    sounds: tuple[str, ...] = ()
    longest: int = 120
    silence: int = 5
    next: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class SubFlow:
    """Walk another flow and come back by its `return`."""

    flow: str
    next: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """Back to the flow that called this one; the end of the call if none did."""


@dataclass(frozen=True, slots=True)
class Goto:
    """Go on in another flow for good."""

    flow: str
    failed: str = ""


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call; `cause` busy is told to a caller who was not answered yet."""

    cause: str = "normal"


Node = (
    Answer
    | Play
    | Say
    | Menu
    | Collect
    | If
    | Set
    | Hours
    | Http
    | Lookup
    | Attach
    | Enqueue
    | Transfer
    | Voicemail
    | SubFlow
    | Return
    | Goto
    | HangUp
)


@dataclass(frozen=True, slots=True)
class NamedNode:
    name: str
    node: Node


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow by its code; `start` names the first node, `version` is the saved file's (0: none).

    `failed` is where a node leads that fails and names no way of its own; `hung_up` where the walk
    goes on without its caller.
    """

    code: str
    name: str
    start: str
    nodes: tuple[NamedNode, ...]
    failed: str = ""
    hung_up: str = ""
    version: int = 0
