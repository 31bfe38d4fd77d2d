"""What is remembered: one dataclass for each kind of record.

A row is saved by its first field, its key (by its first two where the second is a number or a key
within the first): saving again replaces it, so a row may be saved when a thing begins and again
when it ends. Times are milliseconds since the epoch, UTC; 0 is "not yet".
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A customer's whole journey, from the first ring to the last hang-up.

    `outcome`: open, answered (by a seat, or by whom a seat called), unanswered, abandoned (while
    waiting), served (by the flow alone), rejected, failed.
    `kind`: inbound, outbound (a seat called), internal (between seats).
    `released_by`: customer, seat, flow, system. `cause` is a token such as normal or switch_lost.
    """

    contact_id: str
    project: str
    caller: str
    callee: str
    arrived_at: int
    answered_at: int = 0
    ended_at: int = 0
    outcome: str = "open"
    released_by: str = ""
    cause: str = ""
    recording: str = ""
    kind: str = "inbound"


@dataclass(frozen=True, slots=True)
class CallPartRow:
    """One seat's part of a contact, known to clients by its `callNo`.

    `outcome`: ringing, dialing, answered, missed, refused, withdrawn (the caller left), no_answer,
    failed.
    """

    call_no: str
    contact_id: str
    user: str
    extension: str
    call_type: str
    caller: str
    callee: str
    project: str
    queue: str
    offered_at: int
    answered_at: int = 0
    ended_at: int = 0
    outcome: str = "ringing"
    end_direction: str = ""
    released_by: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class QueueVisitRow:
    """One wait in one line. `outcome`: waiting, answered, abandoned, overflow, left, failed."""

    visit_id: str
    contact_id: str
    queue: str
    priority: int
    joined_at: int
    left_at: int = 0
    outcome: str = "waiting"
    user: str = ""


@dataclass(frozen=True, slots=True)
class SeatSessionRow:
    """From one login to its logout. `cause`: logout, connection_lost, forced, shutdown."""

    session_id: str
    user: str
    extension: str
    login_at: int
    logout_at: int = 0
    cause: str = ""


@dataclass(frozen=True, slots=True)
class StatusIntervalRow:
    """A stretch of one status inside a session; saved when it closes.

    `cause` says why it began, `actor` who made it begin (a user name, or "system").
    """

    interval_id: str
    session_id: str
    user: str
    status: int
    began_at: int
    ended_at: int
    cause: str
    actor: str


@dataclass(frozen=True, slots=True)
class RecordingRow:
    """A recording, by the name told in `onAnswer`. `state`: recording, done, failed."""

    name: str
    contact_id: str
    started_at: int
    ended_at: int = 0
    duration_ms: int = 0
    state: str = "recording"


@dataclass(frozen=True, slots=True)
class RecordingSegmentRow:
    """A stretch of a recording with the same people in it, `number` counting from 1.

    `began_ms` and `ended_ms` are places in the recording; -1 while it is open. `seats` are the
    users whom the customer talks with, separated by commas. `state`: talk, hold (the customer is
    alone and hears music), paused (silence is recorded instead). `cause` says why it began.
    """

    recording: str
    number: int
    began_ms: int
    ended_ms: int = -1
    seats: str = ""
    state: str = "talk"
    cause: str = ""


@dataclass(frozen=True, slots=True)
class ContactDataRow:
    """What a seat attached to a contact under a key (attachData)."""

    contact_id: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """A line of the log of what happened, kept for years: `kind` with its `detail`."""

    event_id: str
    at: int
    kind: str
    contact_id: str = ""
    user: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RestRow:
    """A rest, from when it began. `overtime_ms` is the time in REST beyond the allowance."""

    rest_id: str
    session_id: str
    user: str
    began_at: int
    allowance_ms: int
    ended_at: int = 0
    overtime_ms: int = 0


@dataclass(frozen=True, slots=True)
class ForwardingRow:
    """See directory.Forwarding; kept over logout and restart."""

    extension: str
    always: str = ""
    busy: str = ""
    set_at: int = 0


@dataclass(frozen=True, slots=True)
class FlowStepRow:
    """A contact at a node of a flow. `branch` is how it left: the field that led on, or hung_up."""

    id: str
    contact_id: str
    flow: str
    version: int
    node: str
    entered_at: int
    left_at: int = 0
    branch: str = ""


@dataclass(frozen=True, slots=True)
class VoicemailRow:
    """A message that a caller left in a box: a group's code or a user."""

    name: str
    contact_id: str
    caller: str
    box: str
    at: int
    duration_ms: int = 0


@dataclass(frozen=True, slots=True)
class LeadRow:
    """Where a lead stands. The facts of it (number, name, data) are its list's, not saved here.

    `state`: waiting (for `due_at`), held (in hand), dialling, done. `user`: the seat with which a
    call back was agreed. `outcome`: of its last attempt, or why it is done.
    """

    lead_id: str
    campaign: str
    state: str
    due_at: int = 0
    user: str = ""
    attempts: int = 0
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class LeadAttemptRow:
    """A number was dialled for a lead. Booked before (`asks.BookAttempt`), saved at its ends.

    `outcome`: dialling, answered (a seat or the flow took it), busy, no_answer, rejected, machine,
    abandoned (answered, and no seat in time), skipped, cancelled (by us, while it rang), failed,
    lost (the server died meanwhile; counts as abandoned). `verdict`: of machine detection. `day`:
    of the cap, in the campaign's time zone, "" until it is answered.
    """

    attempt_id: str
    campaign: str
    lead_id: str
    number: str
    began_at: int
    contact_id: str = ""
    user: str = ""
    rung_at: int = 0
    answered_at: int = 0
    connected_at: int = 0
    ended_at: int = 0
    outcome: str = "dialling"
    verdict: str = ""
    cause: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class DispositionRow:
    """What came of a call, as its seat said (setDisposition). `call_back_at`: 0 is none."""

    call_no: str
    contact_id: str
    user: str
    project: str
    code: str
    at: int
    note: str = ""
    call_back_at: int = 0
    call_back_user: str = ""


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A call back that is owed. It outlives the server: the next one takes it over.

    `kind` to `msg` are the contact's. `number` is called and shown `shown`, `left` times more, each
    `retry_after` seconds, not before `due_at`. The place in the line of `queue` is by `priority`
    and `waiting_since`; `skills` are separated by commas. `state`: owed, or over.
    """

    contact_id: str
    kind: str
    project: str
    caller: str
    callee: str
    arrived_at: int
    msg: str
    number: str
    shown: str
    queue: str
    priority: int
    skills: str
    waiting_since: int
    left: int
    retry_after: int
    due_at: int = 0
    state: str = "owed"


@dataclass(frozen=True, slots=True)
class AuditRow:
    """Somebody did something to somebody or something: `actor` did `action` to `target`."""

    audit_id: str
    at: int
    actor: str
    action: str
    target: str
    detail: str = ""


Row = (
    ContactRow
    | CallPartRow
    | QueueVisitRow
    | SeatSessionRow
    | StatusIntervalRow
    | RecordingRow
    | RecordingSegmentRow
    | ContactDataRow
    | EventRow
    | RestRow
    | ForwardingRow
    | FlowStepRow
    | VoicemailRow
    | LeadRow
    | LeadAttemptRow
    | DispositionRow
    | PromiseRow
    | AuditRow
)
