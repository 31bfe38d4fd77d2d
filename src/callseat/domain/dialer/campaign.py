"""What an operator configures of a campaign. Plain data, part of the directory."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CampaignState(StrEnum):
    """Its table: draft -> running <-> paused -> finished; a finished one may run again."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class CampaignMode(StrEnum):
    """How its numbers are dialled."""

    PREVIEW = "preview"  # a seat sees the lead, then dials or skips
    PROGRESSIVE = "progressive"  # one line for each free seat
    PREDICTIVE = "predictive"  # as many as `pacing` finds right under the cap
    NOTIFICATION = "notification"  # no seat: who answers enters a flow


@dataclass(frozen=True, slots=True)
class RetryRule:
    """What follows an attempt with this outcome: again `after` seconds, `attempts` times at most.

    `outcome`: busy, no_answer, machine, rejected, failed, abandoned, lost, or a disposition's code.
    Without a rule for it an attempt is the last.
    """

    outcome: str
    attempts: int
    after: int


@dataclass(frozen=True, slots=True)
class Detection:
    """Answering machine detection. Thresholds in ms, as Asterisk's application AMD names them."""

    initial_silence: int = 2500
    greeting: int = 1500
    after_greeting_silence: int = 800
    total: int = 5000
    machine: str = "hang_up"  # or "message" (play it after the greeting's end), or "connect"


@dataclass(frozen=True, slots=True)
class Disposition:
    """What came of a talk, as the seat says it. Belongs to a project.

    `final`: the lead is done, whatever the retry rules say. `call_back`: a time must be agreed.
    """

    code: str
    name: str = ""
    final: bool = True
    success: bool = False
    call_back: bool = False


@dataclass(frozen=True, slots=True)
class Campaign:
    """A list of numbers to call, and how. Times are seconds unless said.

    `queue` is the line whose seats (those in `auto`) take its calls; `calendar` says when numbers
    may be called, read in each number's own time zone ("" is at any time); `timezone` is of numbers
    that name none, and the day of the cap. `most_a_day`: attempts per number and day, over all
    campaigns. `cap`: abandoned calls per answered ones, in hundredths of a percent (300 is 3 %), in
    every day and every 30 days. `abandoned_sound` is what an abandoned callee hears, within
    `connect_within` ms after the answer. `lines`: calls at once at most. `flow` is what who is
    notified enters. `priority`: the lower first, where a seat serves several.
    """

    code: str
    name: str = ""
    project: str = ""
    queue: str = ""
    mode: CampaignMode = CampaignMode.PROGRESSIVE
    state: CampaignState = CampaignState.DRAFT
    flow: str = ""
    caller: str = ""  # shown; "" is the project's caller id
    calendar: str = ""
    timezone: str = "Asia/Shanghai"
    ring_time: int = 30
    lines: int = 100
    cap: int = 300
    connect_within: int = 2000
    abandoned_sound: str = ""
    most_a_day: int = 3
    retries: tuple[RetryRule, ...] = ()
    detection: Detection | None = None
    priority: int = 0
