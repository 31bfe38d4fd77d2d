"""A seat's states: what it does on the telephone, what it does beside it, and the books of both.

Two tables say everything. `ACTIVITY` is the telephone's part; `BASE` is what the agent chose (in a
call the choice waits as `pending`). What clients see is `status_of`: offline, else the
telephone's part, else unreachable, else the base.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from callseat.domain import effects
from callseat.domain.notices import OnOffHook, OnOnHook, OnStatus
from callseat.domain.queue import ready
from callseat.domain.rows import SeatSessionRow, StatusIntervalRow
from callseat.domain.status import Status
from callseat.domain.timer import WrapUpOver
from callseat.domain.turn import Turn
from callseat.domain.world import Activity, Interval, Seat


class Happening(StrEnum):
    """What happens to a seat's phone."""

    OFFERED = "offered"
    ANSWERED = "answered"
    RELEASED = "released"


ACTIVITY: dict[tuple[Activity, Happening], Activity] = {
    (Activity.NONE, Happening.OFFERED): Activity.RINGING,
    (Activity.RINGING, Happening.ANSWERED): Activity.TALKING,
    (Activity.RINGING, Happening.RELEASED): Activity.NONE,
    (Activity.TALKING, Happening.RELEASED): Activity.NONE,
}


class Choice(StrEnum):
    """What an agent (or a supervisor, or a rule) chooses for a seat."""

    READY = "ready"
    BUSY = "busy"
    WORK = "work"
    END_WORK = "end_work"


BASE: dict[tuple[Status, Choice], Status] = {
    (Status.IDLE, Choice.READY): Status.IDLE,
    (Status.IDLE, Choice.BUSY): Status.BUSY,
    (Status.IDLE, Choice.WORK): Status.WORK,
    (Status.IDLE, Choice.END_WORK): Status.IDLE,
    (Status.BUSY, Choice.READY): Status.IDLE,
    (Status.BUSY, Choice.BUSY): Status.BUSY,
    (Status.BUSY, Choice.WORK): Status.WORK,
    (Status.BUSY, Choice.END_WORK): Status.BUSY,
    (Status.WORK, Choice.READY): Status.IDLE,
    (Status.WORK, Choice.BUSY): Status.BUSY,
    (Status.WORK, Choice.WORK): Status.WORK,
    (Status.WORK, Choice.END_WORK): Status.IDLE,
}

PENDING: dict[tuple[Status | None, Choice], Status | None] = {
    (None, Choice.READY): None,
    (None, Choice.BUSY): Status.BUSY,
    (None, Choice.WORK): Status.WORK,
    (None, Choice.END_WORK): None,
    (Status.BUSY, Choice.READY): None,
    (Status.BUSY, Choice.BUSY): Status.BUSY,
    (Status.BUSY, Choice.WORK): Status.WORK,
    (Status.BUSY, Choice.END_WORK): Status.BUSY,
    (Status.WORK, Choice.READY): None,
    (Status.WORK, Choice.BUSY): Status.BUSY,
    (Status.WORK, Choice.WORK): Status.WORK,
    (Status.WORK, Choice.END_WORK): None,
}

ON_THE_PHONE: dict[Activity, Status] = {
    Activity.RINGING: Status.RINGING,
    Activity.TALKING: Status.TALKING,
}


@dataclass(frozen=True, slots=True)
class Why:
    """Why a status begins, and by whom: `actor` is a user name or "system"."""

    cause: str
    actor: str = "system"


PHONE_LOST = Why("phone_lost")


def status_of(seat: Seat) -> Status:
    if seat.base is Status.OFFLINE:
        return Status.OFFLINE
    if seat.activity is not Activity.NONE:
        return ON_THE_PHONE[seat.activity]
    return seat.base if seat.reachable else Status.UNREACHABLE


def choose(turn: Turn, seat: Seat, choice: Choice, why: Why) -> None:
    """Carry out a choice: at once, or at the end of the call."""
    before = seat.pending
    if seat.activity is Activity.NONE:
        seat.base = BASE[seat.base, choice]
        turn.cancel_timer(f"wrap-up:{seat.user}")
    else:
        seat.pending = PENDING[seat.pending, choice]
        seat.pending_cause, seat.pending_actor = why.cause, why.actor
    settle(turn, seat, why, told=seat.pending is not before)


def happen(turn: Turn, seat: Seat, happening: Happening) -> None:
    """The phone's part changes; what follows from it is settled."""
    was_talking = seat.activity is Activity.TALKING
    seat.activity = ACTIVITY[seat.activity, happening]
    if happening is not Happening.RELEASED:
        settle(turn, seat, Why(happening.value))
    elif seat.leaving:
        seat.part, seat.leg = None, ""
        log_out(turn, seat, seat.leaving)
    else:
        settle(turn, seat, _after_call(turn, seat, was_talking))


def _after_call(turn: Turn, seat: Seat, was_talking: bool) -> Why:
    """What follows a call: the pending status, else wrap-up, else what was before."""
    part, seat.part, seat.leg = seat.part, None, ""
    if seat.pending is not None:
        why = Why(seat.pending_cause, seat.pending_actor)
        seat.base, seat.pending = seat.pending, None
        turn.cancel_timer(f"wrap-up:{seat.user}")
        return why
    if was_talking and part is not None and part.wrap_up:
        seat.base = Status.WORK
        turn.set_timer(f"wrap-up:{seat.user}", part.wrap_up, WrapUpOver(seat.user))
        return Why("wrap_up")
    if was_talking and seat.base is Status.WORK:
        seat.base = Status.IDLE
        turn.cancel_timer(f"wrap-up:{seat.user}")
    return Why("call_ended" if was_talking else "not_answered")


def settle(turn: Turn, seat: Seat, why: Why, *, told: bool = False) -> None:
    """Book a change of status, tell it, and let routing know. `told` tells it even unchanged."""
    status = status_of(seat)
    if status is not seat.interval.status:
        if status is Status.UNREACHABLE and seat.interval.status is not Status.OFFLINE:
            why = PHONE_LOST
        _book(turn, seat, status, why)
        told = True
    if told:
        to = effects.Watchers(seat.user, seat.account.group)
        turn.notify(to, status_notice(turn, seat))
    ready.refresh(turn, seat, status)


def _book(turn: Turn, seat: Seat, status: Status, why: Why) -> None:
    old = seat.interval
    if old.status is not Status.OFFLINE:
        turn.save(
            StatusIntervalRow(
                interval_id=turn.new_id("i"),
                session_id=seat.login,
                user=seat.user,
                status=int(old.status),
                began_at=old.since,
                ended_at=turn.at,
                cause=old.cause,
                actor=old.actor,
            )
        )
    spent = turn.at - old.since if old.status is not Status.OFFLINE else 0
    seat.interval = Interval(status, turn.at, why.cause, why.actor, old.status, spent)
    if status is Status.IDLE and old.status is not Status.RINGING:
        seat.idle_since = turn.at  # a call that it did not get does not cost a seat its turn


def status_notice(turn: Turn, seat: Seat) -> OnStatus:
    """The seat's status as it stands, with the whole seconds spent in it."""
    now = seat.interval
    spent = turn.at - now.since if now.since else 0  # a seat that never logged in has no interval
    return OnStatus(
        targetUserName=seat.user,
        status=str(int(now.status)),
        statustime=str(spent // 1000),
        since=now.since,
        previous=str(int(now.previous)),
        previousSeconds=now.previous_ms // 1000,
        pending="" if seat.pending is None else str(int(seat.pending)),
        cause=now.cause,
    )


def take_off_hook(turn: Turn, seat: Seat) -> None:
    if not seat.off_hook:
        seat.off_hook = True
        turn.notify(effects.Seat(seat.user), OnOffHook(seat.extension))


def put_on_hook(turn: Turn, seat: Seat) -> None:
    if seat.off_hook:
        seat.off_hook = False
        turn.notify(effects.Seat(seat.user), OnOnHook(seat.extension))


def log_in(turn: Turn, seat: Seat) -> None:
    """Open the session's books. Checked before: the extension is free."""
    world = turn.world
    seat.base = Status.BUSY if world.rules.login_busy else Status.IDLE
    seat.login, seat.login_at = turn.new_id("s"), turn.at
    seat.desk = seat.account.extension
    seat.reachable = seat.extension in world.phones
    seat.refusals, seat.calls = 0, 0
    world.extensions[seat.extension] = seat.user
    turn.save(SeatSessionRow(seat.login, seat.user, seat.extension, seat.login_at))


def log_out(turn: Turn, seat: Seat, cause: str, actor: str = "system") -> None:
    """Close the session and its books. Checked before: the seat has no leg."""
    seat.base, seat.pending, seat.leaving = Status.OFFLINE, None, ""
    settle(turn, seat, Why(cause, actor))
    turn.world.extensions.pop(seat.extension, None)
    turn.cancel_timer(f"wrap-up:{seat.user}")
    if not seat.connected:
        turn.cancel_timer(f"grace:{seat.user}")
    turn.save(SeatSessionRow(seat.login, seat.user, seat.extension, seat.login_at, turn.at, cause))
    turn.world.watchers.pop(seat.user, None)
    if seat.session:
        turn.emit(effects.EndSession(seat.session, cause))
    seat.session, seat.login, seat.desk, seat.connected = "", "", "", False
