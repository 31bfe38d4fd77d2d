"""What is true of a house at every moment, and of what it saved when everybody went home."""

from __future__ import annotations

from collections.abc import Iterable

from callseat.domain.rest.room import RestStage
from callseat.domain.rows import RestRow, Row, SeatSessionRow, StatusIntervalRow
from callseat.domain.status import Status
from callseat.domain.world import Activity, World

HOLDING = (RestStage.GRANTED, RestStage.RESTING, RestStage.OVERTIME)


def rests_add_up(world: World) -> None:
    """Whoever rests holds a place, whoever waits stands in line, and nobody is there twice."""
    waiting = {user: code for code, room in world.rooms.items() for user in room.waiting}
    holding = {user: code for code, room in world.rooms.items() for user in room.holding}
    assert len(waiting) == sum(len(room.waiting) for room in world.rooms.values())
    assert len(holding) == sum(len(room.holding) for room in world.rooms.values())
    for seat in world.seats.values():
        rest = seat.rest
        assert waiting.pop(seat.user, None) == (
            rest.group if rest.stage is RestStage.WAITING else None
        )
        assert holding.pop(seat.user, None) == (rest.group if rest.stage in HOLDING else None)
        assert (seat.base is Status.REST) == rest.running
        if rest.stage is RestStage.GRANTED:
            assert seat.activity is not Activity.NONE, "a rest begins at once without a call"
    assert not waiting
    assert not holding
    places_are_told(world)


def places_are_told(world: World) -> None:
    for room in world.rooms.values():
        told = [world.seats[user].rest.position for user in room.waiting]
        assert told == list(range(1, len(told) + 1))


def quotas_are_kept(world: World) -> None:
    """As long as no quota was lowered, nor a seat moved to another group."""
    for room in world.rooms.values():
        quota = room.group.rest_quota
        assert quota < 0 or len(room.holding) <= quota, room.group.code


def books_are_closed(rows: Iterable[Row]) -> None:
    """The intervals of each session fill it without gap or overlap, and its rests are over."""
    sessions: dict[str, SeatSessionRow] = {}
    intervals: dict[str, list[StatusIntervalRow]] = {}
    rests: dict[str, RestRow] = {}
    for row in rows:
        match row:
            case SeatSessionRow():
                sessions[row.session_id] = row
            case StatusIntervalRow():
                intervals.setdefault(row.session_id, []).append(row)
            case RestRow():
                rests[row.rest_id] = row
    for name, session in sessions.items():
        now = session.login_at
        for interval in intervals.get(name, []):
            assert interval.began_at == now, interval
            assert interval.status != Status.OFFLINE
            assert interval.cause, interval
            assert interval.actor, interval
            now = interval.ended_at
        assert now == session.logout_at, session
    assert intervals.keys() <= sessions.keys(), "intervals outside of any session"
    for rest in rests.values():
        rest_is_closed(rest, sessions[rest.session_id], intervals.get(rest.session_id, []))


def rest_is_closed(
    rest: RestRow, session: SeatSessionRow, intervals: list[StatusIntervalRow]
) -> None:
    """Its overtime is what lies beyond the allowance of the session's intervals in REST."""
    assert session.login_at <= rest.began_at <= rest.ended_at <= session.logout_at, rest
    late = rest.began_at + rest.allowance_ms
    mine = [
        one
        for one in intervals
        if one.status == Status.REST and rest.began_at <= one.began_at < rest.ended_at
    ]
    assert rest.overtime_ms == sum(max(0, one.ended_at - max(one.began_at, late)) for one in mine)
