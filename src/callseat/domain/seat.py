"""A seat's states: what it does on the telephone, what it does beside it, and the books of both.

What it does on the telephone is derived (`activity`); what the agent chose beside it stands in the
tables of `seat_table` (in a call the choice waits as `pending`). What clients see is `status_of`:
offline, else the telephone's part, else unreachable, else the base.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain import effects
from callseat.domain.activity import ON_THE_PHONE, activity_of
from callseat.domain.dialer import disposition
from callseat.domain.errors import Reason, Refused
from callseat.domain.notices import OnOffHook, OnOnHook, OnStatus
from callseat.domain.queue import ready
from callseat.domain.rest import stages
from callseat.domain.rest.room import RestStage
from callseat.domain.rows import SeatSessionRow, StatusIntervalRow
from callseat.domain.seat_table import BASE, PENDING, Choice
from callseat.domain.status import Status
from callseat.domain.timer import WrapUpOver
from callseat.domain.turn import Turn
from callseat.domain.world import Activity, Interval, Mode, Seat, Wrap


@dataclass(frozen=True, slots=True)
class Why:
    """Why a status begins, and by whom: `actor` is a user name or "system"."""

    cause: str
    actor: str = "system"


PHONE_LOST = Why("phone_lost")
FORCED = "forced"  # by a supervisor


def status_of(seat: Seat) -> Status:
    if seat.base is Status.OFFLINE:
        return Status.OFFLINE
    if seat.activity is not Activity.NONE:
        return ON_THE_PHONE[seat.activity]
    return seat.base if seat.reachable else Status.UNREACHABLE


def pending_of(seat: Seat) -> Status | None:
    """What applies when the last leg ends: leaving, else a rest that is granted, else a choice."""
    if seat.leaving:
        return Status.OFFLINE
    return Status.REST if seat.rest.stage is RestStage.GRANTED else seat.pending


def pending_answer(seat: Seat) -> dict[str, str]:
    """The pending status as a member of a command's answer, if there is one."""
    pending = pending_of(seat)
    return {} if pending is None else {"pending": str(int(pending))}


def wish(turn: Turn, seat: Seat, choice: Choice, cause: str) -> dict[str, str]:
    """The seat's own choice. From a rest only cancelRest leads back (the manual's 销假).

    Returns the answer's members. Refused `wrong_status` in a rest, but for the end of work, and
    `disposition_required`.
    """
    if seat.base is Status.REST and choice is not Choice.END_WORK:
        raise Refused(Reason.WRONG_STATUS)
    free = seat.activity is Activity.NONE and seat.base in (Status.WORK, Status.BUSY)
    if free and BASE[seat.base, choice] is Status.IDLE and disposition.is_owed(seat):
        raise Refused(Reason.DISPOSITION_REQUIRED)
    choose(turn, seat, choice, Why(cause, seat.user))
    return pending_answer(seat)


def overrule(turn: Turn, seat: Seat, choice: Choice, why: Why) -> dict[str, str]:
    """A supervisor's choice: it ends the seat's rest, or withdraws its wish for one."""
    if choice is Choice.READY and seat.talked is not None:
        seat.talked.owed = False
    stages.leave(turn, seat, why.cause)
    choose(turn, seat, choice, why)
    return pending_answer(seat)


def choose(turn: Turn, seat: Seat, choice: Choice, why: Why) -> None:
    """Carry out a choice: at once, or at the end of the call."""
    if seat.activity is Activity.NONE:
        seat.base = BASE[seat.base, choice]
        turn.cancel_timer(f"wrap-up:{seat.user}")
    else:
        seat.pending = PENDING[seat.pending, choice]
        seat.pending_cause, seat.pending_actor = why.cause, why.actor
    settle(turn, seat, why)


def stop_rest(turn: Turn, seat: Seat, cause: str) -> None:
    """The seat's own end of its rest, or of its wish for one. Checked before: there is one.

    A rest is no way around a disposition that is owed: then the seat is at work.
    """
    stages.leave(turn, seat, cause)
    if seat.base is Status.REST:
        seat.base = Status.WORK if disposition.is_owed(seat) else Status.IDLE
    settle(turn, seat, Why(cause, seat.user))


def refresh(turn: Turn, seat: Seat, cause: str) -> None:
    """What the seat does on the telephone may have changed: what follows from it is settled."""
    before, seat.activity = seat.activity, activity_of(turn.world, seat)
    if seat.activity is not Activity.NONE or before is Activity.NONE:
        settle(turn, seat, Why(cause))
    elif seat.leaving:
        log_out(turn, seat, seat.leaving, seat.leaving_actor)
    elif seat.base is Status.OFFLINE:  # logged out while the server stopped
        seat.wrap_up = Wrap()
    else:
        settle(turn, seat, _after_call(turn, seat, before))


def _after_call(turn: Turn, seat: Seat, before: Activity) -> Why:
    """What follows a call: a rest, else the pending status, else wrap-up, else what was before."""
    wrap, seat.wrap_up = seat.wrap_up, Wrap()
    if seat.rest.stage is RestStage.GRANTED:
        stages.begin(turn, seat)
        return Why("rest", seat.user)
    if seat.pending is not None:
        why = Why(seat.pending_cause, seat.pending_actor)
        seat.base, seat.pending = seat.pending, None
        turn.cancel_timer(f"wrap-up:{seat.user}")
        return why
    owed = wrap.talked and disposition.is_owed(seat)
    if wrap.seconds or owed:
        seat.base = Status.WORK
        seat.wrap_up_until = turn.at + wrap.seconds * 1000
        if not owed:
            wrap_up(turn, seat)
        return Why("wrap_up")
    if wrap.talked and seat.base is Status.WORK:
        seat.base = Status.IDLE
        turn.cancel_timer(f"wrap-up:{seat.user}")
    unanswered = before in (Activity.RINGING, Activity.DIALING) and not wrap.talked
    return Why("not_answered" if unanswered else "call_ended")


def wrap_up(turn: Turn, seat: Seat) -> None:
    """What is left of the time for it begins to run: at once, or when no disposition is owed."""
    left = max(0, seat.wrap_up_until - turn.at) / 1000
    turn.set_timer(f"wrap-up:{seat.user}", left, WrapUpOver(seat.user))


def settle(turn: Turn, seat: Seat, why: Why, *, told: bool = False) -> None:
    """Book a change of status, tell it, and let routing know. `told` tells it even unchanged."""
    status = status_of(seat)
    if status is not seat.interval.status:
        if status is Status.UNREACHABLE and seat.interval.status is not Status.OFFLINE:
            why = PHONE_LOST
        _book(turn, seat, status, why)
        told = True
    if told or seat.told != (pending_of(seat), seat.mode):
        tell(turn, seat)
    ready.refresh(turn, seat, status)


def tell(turn: Turn, seat: Seat) -> None:
    """onStatus as it stands, to the seat and to all who watch its group."""
    seat.told = (pending_of(seat), seat.mode)
    turn.notify(effects.Watchers(seat.user, seat.account.group), status_notice(turn, seat))


def _book(turn: Turn, seat: Seat, status: Status, why: Why) -> None:
    old = seat.interval
    if old.status is Status.REST:
        stages.count(seat.rest, old.since, turn.at)
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
        mode=seat.mode.value,
        pending=pending_answer(seat).get("pending", ""),
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
    seat.refusals, seat.calls, seat.mode = 0, 0, Mode.MANUAL
    seat.wilful, seat.blended, seat.talked = False, False, None
    world.extensions[seat.extension] = seat.user
    turn.save(SeatSessionRow(seat.login, seat.user, seat.extension, seat.login_at))


def log_out(turn: Turn, seat: Seat, cause: str, actor: str = "system") -> None:
    """Close the session and its books. Checked before: the seat has no leg."""
    stages.leave(turn, seat, cause)
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
    if seat.removed:
        turn.gone[seat.user] = None


def dismiss(turn: Turn, seat: Seat, cause: str, actor: str = "system") -> None:
    """Log out now, or when the call is over. Nobody's call is cut; no new one is offered."""
    if seat.activity is Activity.NONE:
        log_out(turn, seat, cause, actor)
        return
    if not seat.leaving or cause == FORCED:
        seat.leaving, seat.leaving_actor = cause, actor
    stages.leave(turn, seat, cause)
    settle(turn, seat, Why(cause, actor))
