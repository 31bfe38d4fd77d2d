"""Legs, calls, and seats' parts of them: plain data, a part of the world."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class LegState(StrEnum):
    DIALLED = "dialled"  # on its way to the phone, which does not ring yet
    RINGING = "ringing"
    UP = "up"
    ENDING = "ending"  # told to hang up; its end is not confirmed yet


@dataclass(slots=True)
class Leg:
    """One telephone's connection: a seat's (user set), or one outside."""

    id: str
    contact: str
    user: str = ""
    state: LegState = LegState.RINGING
    call: str = ""  # where it is joined
    music: str = ""  # what it hears instead, if it is alone


class PartState(StrEnum):
    """A seat's part of a contact. Its table is in `part_table`."""

    RINGING = "ringing"
    DIALING = "dialing"
    TALKING = "talking"
    HELD = "held"
    OVER = "over"


class Aim(StrEnum):
    """What a seat dials somebody for."""

    TALK = "talk"
    TRANSFER = "transfer"  # who answers takes the seat's place
    INVITE = "invite"  # who answers joins, the talk goes on meanwhile


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a seat calls: a seat (`user`), or a number outside, shown `caller`."""

    number: str
    user: str = ""
    caller: str = ""
    trunk: str = ""


@dataclass(slots=True)
class Part:
    """One seat's part of a contact, from onRing or onDialing on. See rows.CallPartRow."""

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
    state: PartState = PartState.RINGING
    call: str = ""  # that it is in, or is to come into
    outgoing: bool = False  # the seat is the caller
    aim: Aim = Aim.TALK
    target: Target | None = None  # whom it dials
    attempt: str = ""  # the leg that is being dialled for it
    dialled: bool = False  # told by onDialing
    waits: str = ""  # a transfer's: the callNo of the held part that it is to replace


@dataclass(slots=True)
class Attempt:
    """A leg that is being dialled for a seat's part `by`, to come into `call`."""

    leg: str
    by: str
    owner: str  # the user of that part
    call: str
    aim: Aim
    user: str = ""  # the seat that is called, "" outside
    number: str = ""
    early: bool = False  # its early media is heard


@dataclass(slots=True)
class Errand:
    """Why a seat's own phone is rung. `verb`: dial, fetch, supervise, intercept.

    `call_no`: of the part that is dialled, fetched or intercepted; `target`: whom it supervises.
    """

    verb: str
    call_no: str = ""
    target: str = ""
    mode: str = ""


@dataclass(slots=True)
class Supervision:
    """A supervisor on a seat's line. While whispering, `tap` and the supervisor are in `room`."""

    target: str
    mode: str  # listen, whisper, insert
    tap: str = ""
    room: str = ""
    ready: bool = False  # the tap is there, the room is open


@dataclass(slots=True)
class Call:
    """Where people hear each other: legs from outside, and seats' parts that talk or hold.

    `inside` is what the switch was told: who is joined, and whether muted. `play` is what
    everybody hears, begun by the seat `player`.
    """

    id: str
    contact: str
    outside: dict[str, None] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)  # callNo -> user
    attempts: dict[str, None] = field(default_factory=dict)  # legs being dialled
    inside: dict[str, bool] = field(default_factory=dict)
    opened: bool = False
    play: str = ""
    file: str = ""
    player: str = ""
    conference: bool = False  # that play was begun as a conference's
    stopping: bool = False  # it was told to stop; its end is not confirmed yet
    let_go: bool = False  # a transfer to the outside left it without a seat
    music: str = "default"
