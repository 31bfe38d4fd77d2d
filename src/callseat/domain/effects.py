"""What the domain wants done. To the switch, to the clock, to clients, to the store.

A *leg* is one telephone's connection, a *call* is where legs hear each other. Ids are chosen by
the domain, except that of a leg that arrives.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from callseat.domain.asks import BookAttempt as BookAttempt
from callseat.domain.asks import CountAnswers as CountAnswers
from callseat.domain.asks import Fetch as Fetch
from callseat.domain.asks import FetchLeads as FetchLeads
from callseat.domain.asks import LookUp as LookUp
from callseat.domain.asks import OutsideEffect as OutsideEffect
from callseat.domain.dialer.campaign import Detection
from callseat.domain.errors import Reason
from callseat.domain.notices import Notice
from callseat.domain.rows import Row
from callseat.domain.timer import Timer

# --- to the switch ---------------------------------------------------------------------------


class HangUpReason(StrEnum):
    """What the far end is told."""

    NORMAL = "normal"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    REJECTED = "rejected"
    UNALLOCATED = "unallocated"
    CONGESTION = "congestion"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer a leg that arrived."""

    leg: str


@dataclass(frozen=True, slots=True)
class Ringback:
    """Let a leg that arrived hear that it rings."""

    leg: str


@dataclass(frozen=True, slots=True)
class DialPhone:
    """Ring a seat's phone. `caller` and `caller_name` are shown there.

    `beside` is the leg it is to talk to: the switch keeps the orders of both in one sequence.
    `auto_answer` asks the phone to answer by itself.
    """

    leg: str
    extension: str
    caller: str
    beside: str = ""
    caller_name: str = ""
    auto_answer: bool = False


@dataclass(frozen=True, slots=True)
class DialOutside:
    """Call a number over a trunk, showing `caller`. The leg is there at once.

    So it may be joined to a call before it answers: what the far end sends until then (early media,
    told by LegProgress) is heard. `beside` as in DialPhone.
    """

    leg: str
    trunk: str
    number: str
    caller: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class AnswerPhone:
    """Make a ringing seat's phone answer."""

    leg: str


@dataclass(frozen=True, slots=True)
class HangUp:
    leg: str
    reason: HangUpReason = HangUpReason.NORMAL


@dataclass(frozen=True, slots=True)
class OpenCall:
    call: str
    beside: str = ""  # as in DialPhone


@dataclass(frozen=True, slots=True)
class CloseCall:
    call: str


@dataclass(frozen=True, slots=True)
class Join:
    """A leg enters a call and hears it; a muted one is not heard."""

    leg: str
    call: str
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Leave:
    leg: str
    call: str


@dataclass(frozen=True, slots=True)
class Mute:
    """The leg is heard by nobody, in whatever call it is or comes to be; it hears as before."""

    leg: str


@dataclass(frozen=True, slots=True)
class Unmute:
    leg: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A new leg of the switch's own on `target`'s line: it hears what the target says and hears,
    and what it is told is heard by the target alone. LegAnswered follows; HangUp ends it.
    """

    leg: str
    target: str


@dataclass(frozen=True, slots=True)
class SendDigits:
    """Send keys (RFC 4733) to the telephone at this leg."""

    leg: str
    digits: str


@dataclass(frozen=True, slots=True)
class StartMusic:
    leg: str
    music: str = "default"


@dataclass(frozen=True, slots=True)
class StopMusic:
    leg: str


@dataclass(frozen=True, slots=True)
class Speech:
    """Words to be spoken in a language: zh, en."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Play:
    """Play sounds and words to a leg; ends with PlayEnded."""

    play: str
    leg: str
    sounds: tuple[str | Speech, ...]


@dataclass(frozen=True, slots=True)
class StopPlay:
    play: str
    leg: str


@dataclass(frozen=True, slots=True)
class PlayToCall:
    """Play sounds to everybody in a call; ends with CallPlayEnded."""

    play: str
    call: str
    sounds: tuple[str | Speech, ...]


@dataclass(frozen=True, slots=True)
class StopCallPlay:
    play: str
    call: str


@dataclass(frozen=True, slots=True)
class Record:
    """Record a leg from now on: what it says left, what it hears right; ends with its hang-up."""

    recording: str
    leg: str


@dataclass(frozen=True, slots=True)
class PauseRecording:
    """Both sides of the leg's recording are silence from now on; its time goes on."""

    recording: str
    leg: str


@dataclass(frozen=True, slots=True)
class ResumeRecording:
    recording: str
    leg: str


@dataclass(frozen=True, slots=True)
class RecordMessage:
    """Record a leg after a tone to #, `longest` s, `silence` s (0: none) or its end; then comes
    MessageRecorded.
    """

    name: str
    leg: str
    longest: int
    silence: int


@dataclass(frozen=True, slots=True)
class Detect:
    """Listen whether a machine has answered a leg outside; then comes MachineHeard.

    Until then no other order for the leg is obeyed but HangUp, and it hears nothing. With
    `until_silence` a machine is told of when its greeting is over.
    """

    leg: str
    detection: Detection
    until_silence: bool = False


SwitchEffect = (
    Answer
    | Ringback
    | DialPhone
    | DialOutside
    | AnswerPhone
    | HangUp
    | OpenCall
    | CloseCall
    | Join
    | Leave
    | Mute
    | Unmute
    | Tap
    | SendDigits
    | StartMusic
    | StopMusic
    | Play
    | StopPlay
    | PlayToCall
    | StopCallPlay
    | Record
    | PauseRecording
    | ResumeRecording
    | RecordMessage
    | Detect
)

# --- to the clock ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Wake at `due` (ms since the epoch) with `timer`; the same key again moves it."""

    key: str
    due: int
    timer: Timer


@dataclass(frozen=True, slots=True)
class CancelTimer:
    key: str


# --- to clients ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seat:
    """The one who works at a seat."""

    user: str


@dataclass(frozen=True, slots=True)
class Watchers:
    """A seat itself and everybody who watches it."""

    user: str
    group: str


@dataclass(frozen=True, slots=True)
class QueueSeats:
    """All seats that serve a queue."""

    queue: str


@dataclass(frozen=True, slots=True)
class Supervisors:
    """All supervisors who have this group in their scope."""

    group: str


@dataclass(frozen=True, slots=True)
class GroupWatchers:
    """Everybody who watches a group."""

    group: str


Audience = Seat | Watchers | QueueSeats | GroupWatchers | Supervisors


@dataclass(frozen=True, slots=True)
class Notify:
    to: Audience
    notice: Notice


@dataclass(frozen=True, slots=True)
class Accept:
    """The answer to a command that is carried out: members of the result, in order."""

    ask: str
    result: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refuse:
    """The answer to a command that is not; `parameter` names the one at fault, if any."""

    ask: str
    reason: Reason
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """From here on this connection speaks and hears for the user."""

    session: str
    user: str


@dataclass(frozen=True, slots=True)
class EndSession:
    """The connection is told `cause` and closed: logout, taken_over, forced, shutdown.

    It may be lost already; then nobody can come back to its login any more.
    """

    session: str
    cause: str


@dataclass(frozen=True, slots=True)
class Watch:
    """The session hears of the seats of these groups from here on, and of no others."""

    session: str
    groups: tuple[str, ...]


# --- to the store ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Save:
    row: Row


ClientEffect = Notify | Accept | Refuse | OpenSession | EndSession | Watch
TimerEffect = SetTimer | CancelTimer
Effect = SwitchEffect | OutsideEffect | TimerEffect | ClientEffect | Save
