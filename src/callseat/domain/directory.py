"""What an operator configures: people, groups, queues, projects, flows.

Plain data without secrets: passwords and trunk credentials stay in the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from callseat.domain.dialer.campaign import Campaign, Disposition
from callseat.domain.flow.flow import Flow


class Role(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Strategy(StrEnum):
    """Which ready seat gets the next caller of a queue."""

    LONGEST_IDLE = "longest_idle"
    LEVEL_FIRST = "level_first"
    LEAST_CALLS = "least_calls"
    ROUND_ROBIN = "round_robin"


class Reach(StrEnum):
    """How far a number is away, and how far a seat may call; each includes those before it."""

    INTERNAL = "internal"
    LOCAL = "local"
    NATIONAL = "national"
    INTERNATIONAL = "international"


@dataclass(frozen=True, slots=True)
class DialRule:
    """Numbers that begin with `prefix` and have `least` to `most` digits are as far as `reach`.

    A + is no digit; * and # count as one.
    """

    prefix: str
    reach: Reach
    least: int
    most: int


# Mainland China: area codes begin with 0, mobile numbers with 1 (11 digits), service numbers with
# 1 or 9 (3 to 8 digits) or with 400 and 800 (10 digits). Source: the national numbering plan
# (GB/T 3377, E.164 country code 86), and E.164 section 6 for the length of the others.
DIAL_PLAN = (
    DialRule("", Reach.LOCAL, 3, 8),
    DialRule("1", Reach.LOCAL, 3, 8),
    DialRule("1", Reach.NATIONAL, 11, 11),
    DialRule("400", Reach.LOCAL, 7, 8),
    DialRule("400", Reach.NATIONAL, 10, 10),
    DialRule("800", Reach.LOCAL, 7, 8),
    DialRule("800", Reach.NATIONAL, 10, 10),
    DialRule("0", Reach.NATIONAL, 8, 12),
    DialRule("+86", Reach.NATIONAL, 12, 13),
    DialRule("0086", Reach.NATIONAL, 14, 15),
    DialRule("00", Reach.INTERNATIONAL, 9, 17),
    DialRule("+", Reach.INTERNATIONAL, 7, 15),
)


@dataclass(frozen=True, slots=True)
class OutboundRules:
    """What calls to the outside obey.

    `plan`: the rules with the longest prefix of a number decide about it. `emergency` numbers may
    be called by every seat at any time, and by campaigns never. Numbers that begin with one of
    `forbidden`, in whichever way they are written, are called by nobody: star codes would change
    the carrier's line. The three reaches are those of accounts that have none of their own.
    A seat makes at most `calls_per_minute`. `country`, `international` and `national` are what is
    dialled for numbers abroad and in other areas (E.164: country code and prefixes).
    """

    plan: tuple[DialRule, ...] = DIAL_PLAN
    emergency: tuple[str, ...] = ("110", "119", "120", "122")
    forbidden: tuple[str, ...] = ("*", "#")
    agent_reach: Reach = Reach.NATIONAL
    supervisor_reach: Reach = Reach.INTERNATIONAL
    administrator_reach: Reach = Reach.INTERNATIONAL
    calls_per_minute: int = 30
    country: str = "86"
    international: str = "00"
    national: str = "0"


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of the site that the domain obeys. Times are seconds."""

    grace: int = 60
    cool_down: int = 5
    refusals_until_busy: int = 3
    login_busy: bool = False
    outbound: OutboundRules = OutboundRules()


@dataclass(frozen=True, slots=True)
class Group:
    """People who are supervised together, and their rules of rest.

    At most `rest_quota` rest at once (-1: no limit), each `rest_allowance` seconds; beyond that is
    overtime. With a `rest_floor`, no rest is granted while fewer than so many percent of the
    callers of a line that the group serves are answered in time.

    Blending (0: none): seats of the group leave `auto` for `manual` while a line that it serves
    answers fewer than `blend_below` percent in time, and go back above `blend_above`.
    """

    code: str
    name: str = ""
    rest_quota: int = -1
    rest_allowance: int = 600
    rest_floor: int = 0
    blend_below: int = 0
    blend_above: int = 0


@dataclass(frozen=True, slots=True)
class Skill:
    """A seat serves a queue at a level: 1 (beginner) to 9 (expert)."""

    queue: str
    level: int = 5


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may log in, and the seat that person works at.

    `supervises` names the groups in a supervisor's scope. `callers` are the numbers that the seat
    may show when it calls outside, the first one by default. `reach` is how far it may call; None:
    as its role may.
    """

    user: str
    name: str = ""
    role: Role = Role.AGENT
    extension: str = ""
    group: str = ""
    supervises: tuple[str, ...] = ()
    skills: tuple[Skill, ...] = ()
    callers: tuple[str, ...] = ()
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """A waiting line.

    Times are seconds. `max_wait` 0 waits for ever; when it is over the caller goes to
    `overflow_queue` if one is named, else on along the flow's overflow branch. `announce_every` 0
    never says the position. A caller is answered in time within `service_level`.
    """

    code: str
    name: str = ""
    strategy: Strategy = Strategy.LONGEST_IDLE
    ring_time: int = 20
    max_wait: int = 0
    overflow_queue: str = ""
    announce_every: int = 30
    music: str = "default"
    service_level: int = 20


@dataclass(frozen=True, slots=True)
class Project:
    """A piece of business: its service numbers, its flow and its rules. Times are seconds.

    While its `calendar` is closed, if it has one, `closed_flow` takes the calls. Of callers at most
    `most_calls` are here at once (0: no limit); who comes then hears the busy tone. A seat says
    what came of a talk by one of `dispositions`; if required, wrap-up lasts until it has.
    """

    number: str
    name: str = ""
    service_numbers: tuple[str, ...] = ()
    flow: str = ""
    wrap_up: int = 0
    recorded: bool = True
    caller_id: str = ""
    calendar: str = ""
    closed_flow: str = ""
    most_calls: int = 0
    dispositions: tuple[Disposition, ...] = ()
    disposition_required: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Open on a weekday (0 is Monday) from `begin` to before `end`, both "HH:MM" of local time.

    An `end` that is not after `begin` is of the next day; "24:00" is midnight.
    """

    day: int
    begin: str
    end: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """A date (YYYY-MM-DD) with spans (begin, end) instead of its weekday's; none: closed."""

    date: str
    name: str = ""
    spans: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """When somewhere is open, in a time zone of IANA's database."""

    code: str
    name: str = ""
    timezone: str = "Asia/Shanghai"
    week: tuple[Span, ...] = ()
    holidays: tuple[Holiday, ...] = ()


@dataclass(frozen=True, slots=True)
class Forwarding:
    """Where direct calls to an extension go: always, or when it is busy; "" is nowhere.

    `set_at` (ms since the epoch) grows with each change, whoever makes it.
    """

    extension: str
    always: str = ""
    busy: str = ""
    set_at: int = 0


@dataclass(frozen=True, slots=True)
class Directory:
    """All that is configured, as loaded from the store at one moment.

    `trunks` are codes, in the order in which they are tried for calls to the outside.
    """

    groups: tuple[Group, ...] = ()
    accounts: tuple[Account, ...] = ()
    queues: tuple[Queue, ...] = ()
    projects: tuple[Project, ...] = ()
    flows: tuple[Flow, ...] = ()
    sounds: tuple[str, ...] = ()
    forwardings: tuple[Forwarding, ...] = ()
    trunks: tuple[str, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
