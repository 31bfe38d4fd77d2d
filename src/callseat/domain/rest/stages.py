"""One seat's way into a rest and out of it. Each step is told by onRest.

The seat's status is settled by the caller: here only the rest and the seat's base change.
"""

from __future__ import annotations

from callseat.domain import effects
from callseat.domain.directory import Group
from callseat.domain.notices import OnRest
from callseat.domain.rest.room import STAGES, Rest, RestHappening, RestRoom, RestStage
from callseat.domain.rows import RestRow
from callseat.domain.status import Status
from callseat.domain.timer import RestOver
from callseat.domain.turn import Turn
from callseat.domain.world import Seat

TOLD = {
    RestStage.WAITING: "waiting",
    RestStage.GRANTED: "after_call",
    RestStage.RESTING: "granted",
    RestStage.OVERTIME: "overtime",
}


def room_of(turn: Turn, group: str) -> RestRoom:
    """The group's room; a group that is not in the directory has the rules of a new one."""
    return turn.world.rooms.setdefault(group, RestRoom(Group(group)))


def ask(turn: Turn, seat: Seat) -> None:
    """Take a place at the end of the line. Whether one is free is settled by `granting`."""
    group = seat.account.group
    seat.rest = Rest(RestStage.NONE, turn.new_id("r"), group, turn.world.serial, turn.at)
    _step(seat, RestHappening.ASKED)
    _stand(turn, seat, room_of(turn, group))


def move(turn: Turn, seat: Seat) -> None:
    """The seat came to another group: whoever waits, waits there, in the order of asking."""
    rest = seat.rest
    if rest.stage is RestStage.WAITING and rest.group != seat.account.group:
        _go(turn, seat)
        rest.group, rest.position = seat.account.group, 0
        _stand(turn, seat, room_of(turn, rest.group))


def place(turn: Turn, seat: Seat, room: RestRoom) -> None:
    """Give the seat a place. It is held from now on."""
    _step(seat, RestHappening.PLACED)
    room.waiting.drop(seat.user)
    seat.rest.position = 0
    seat.rest.allowance_ms = room.group.rest_allowance * 1000
    room.holding.put(seat.user, (turn.at + seat.rest.allowance_ms,))


def begin(turn: Turn, seat: Seat) -> None:
    """The rest begins. It takes the place of whatever was to follow the call."""
    _step(seat, RestHappening.BEGAN)
    rest, room = seat.rest, turn.world.rooms[seat.rest.group]
    rest.began_at, rest.allowance_ms = turn.at, room.group.rest_allowance * 1000
    room.holding.put(seat.user, (turn.at + rest.allowance_ms,))
    seat.base, seat.pending = Status.REST, None
    turn.cancel_timer(f"wrap-up:{seat.user}")
    turn.set_timer(f"rest:{seat.user}", room.group.rest_allowance, RestOver(seat.user))
    turn.save(RestRow(rest.id, seat.login, seat.user, rest.began_at, rest.allowance_ms))
    tell(turn, seat)


def overrun(turn: Turn, seat: Seat) -> None:
    """The allowance is used up; the rest goes on."""
    _step(seat, RestHappening.OVERRAN)
    tell(turn, seat)


def count(rest: Rest, since: int, until: int) -> None:
    """An interval in REST closes: what of it lies beyond the allowance is overtime (ADR 0011)."""
    if rest.running:
        rest.overtime_ms += max(0, until - max(since, rest.began_at + rest.allowance_ms))


def leave(turn: Turn, seat: Seat, cause: str) -> None:
    """End the rest, or withdraw the wish for one; nothing if there is neither."""
    rest = seat.rest
    if rest.stage is RestStage.NONE:
        return
    was_running = rest.running
    if seat.interval.status is Status.REST:
        count(rest, seat.interval.since, turn.at)
    _go(turn, seat)
    _step(seat, RestHappening.ENDED)
    if was_running:
        turn.cancel_timer(f"rest:{seat.user}")
        turn.save(
            RestRow(
                rest_id=rest.id,
                session_id=seat.login,
                user=seat.user,
                began_at=rest.began_at,
                allowance_ms=rest.allowance_ms,
                ended_at=turn.at,
                overtime_ms=rest.overtime_ms,
            )
        )
    seat.rest = Rest()
    state = "ended" if was_running else "withdrawn"
    turn.notify(effects.Seat(seat.user), OnRest(state, 0, 0, cause=cause))


def tell(turn: Turn, seat: Seat, expected: int = 0) -> None:
    """onRest as it stands; `expected` seconds until a place is free, -1 if nobody can tell."""
    rest = seat.rest
    allowance = turn.world.rooms[rest.group].group.rest_allowance
    if rest.running:
        allowance = rest.allowance_ms // 1000
    notice = OnRest(TOLD[rest.stage], rest.position, allowance, expected)
    turn.notify(effects.Seat(seat.user), notice)


def _stand(turn: Turn, seat: Seat, room: RestRoom) -> None:
    room.waiting.put(seat.user, (seat.rest.asked_at, seat.rest.number))
    turn.recheck(room.group.code, room.waiting.place(seat.user))


def _go(turn: Turn, seat: Seat) -> None:
    """Out of the room; whoever stood behind moves up, and a place may be free."""
    room = turn.world.rooms[seat.rest.group]
    if seat.rest.stage is RestStage.WAITING:
        turn.recheck(room.group.code, room.waiting.place(seat.user))
        room.waiting.drop(seat.user)
    else:
        room.holding.drop(seat.user)
        turn.recheck(room.group.code)


def _step(seat: Seat, happening: RestHappening) -> None:
    seat.rest.stage = STAGES[seat.rest.stage, happening]
