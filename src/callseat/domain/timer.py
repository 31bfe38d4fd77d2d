"""The timers' data. What each does when it fires is the module of its name in timers/."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RingOver:
    """The seat did not answer in time."""

    leg: str


@dataclass(frozen=True, slots=True)
class CoolDownOver:
    """The pause after a refused or missed call is over."""

    user: str


@dataclass(frozen=True, slots=True)
class WrapUpOver:
    """The time for work after the call is over."""

    user: str


@dataclass(frozen=True, slots=True)
class GraceOver:
    """A lost connection did not come back in time."""

    user: str


@dataclass(frozen=True, slots=True)
class WaitOver:
    """A caller waited as long as the queue allows."""

    contact: str


@dataclass(frozen=True, slots=True)
class AnnounceDue:
    """A waiting caller is to hear the place in line."""

    contact: str


@dataclass(frozen=True, slots=True)
class MenuSilence:
    """No digit came after the menu's sounds."""

    contact: str


@dataclass(frozen=True, slots=True)
class PlayFailed:
    """A playback ended before its time, and the caller is still there."""

    contact: str
    play: str


@dataclass(frozen=True, slots=True)
class HangUpAgain:
    """The switch would not hang up a leg; it is told once more.

    A `stranger` is a call that was turned away: no contact, and no snapshot, remembers it.
    """

    leg: str
    stranger: bool = False


@dataclass(frozen=True, slots=True)
class RestOver:
    """The seat's allowance of rest is used up."""

    user: str


@dataclass(frozen=True, slots=True)
class LevelDue:
    """Old minutes of a line's service level go out of sight."""

    queue: str


@dataclass(frozen=True, slots=True)
class AnswerDue:
    """Who was asked by a flow did not answer in time."""

    asked: str


@dataclass(frozen=True, slots=True)
class CallBackDue:
    """A caller who did not answer is to be called back once more."""

    contact: str


@dataclass(frozen=True, slots=True)
class DialDue:
    """A campaign is to look again: for leads, or whether to dial."""

    campaign: str


@dataclass(frozen=True, slots=True)
class ConnectOver:
    """Somebody whom a campaign called has waited for a seat as long as is allowed."""

    contact: str


@dataclass(frozen=True, slots=True)
class DetectionOver:
    """No verdict came on what answered."""

    leg: str


Timer = (
    RingOver
    | CoolDownOver
    | WrapUpOver
    | GraceOver
    | WaitOver
    | AnnounceDue
    | MenuSilence
    | PlayFailed
    | HangUpAgain
    | RestOver
    | LevelDue
    | AnswerDue
    | CallBackDue
    | DialDue
    | ConnectOver
    | DetectionOver
)
