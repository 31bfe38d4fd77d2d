"""Which seats stand ready in which line, in the order of the line's strategy.

Seats in `auto` stand apart, for those whom campaigns call.
"""

from __future__ import annotations

from callseat.domain.dialer import free
from callseat.domain.directory import Skill, Strategy
from callseat.domain.queue.ranking import Rank
from callseat.domain.status import Status
from callseat.domain.turn import Turn
from callseat.domain.world import Line, Mode, Seat


def refresh(turn: Turn, seat: Seat, status: Status) -> None:
    """Put the seat into its lines if it may take a queue call, else take it out."""
    may_take = status is Status.IDLE and seat.connected and not seat.cooling and not seat.leaving
    auto = seat.mode is Mode.AUTO
    if seat.preview is not None and not (may_take and auto):
        free.withdraw(turn, seat, "withdrawn")
    for skill in seat.account.skills:
        line = turn.world.lines.get(skill.queue)
        if line is None:
            continue
        if status is Status.OFFLINE:
            line.staff.pop(seat.user, None)
        else:
            line.staff[seat.user] = None
        _place(turn, line, seat, skill, may_take=may_take)
    free.refresh(turn, seat, status, may_take=may_take and auto and seat.preview is None)


def _place(turn: Turn, line: Line, seat: Seat, skill: Skill, *, may_take: bool) -> None:
    own, other = line.ready, line.auto
    if seat.mode is Mode.AUTO:
        own, other = other, own
        may_take = may_take and seat.preview is None
    other.drop(seat.user)
    if not may_take:
        own.drop(seat.user)
    elif seat.user not in own:
        own.put(seat.user, rank(line.queue.strategy, seat, skill))
        turn.freed[seat.user] = None


def forget(line: Line, seat: Seat) -> None:
    """The seat serves the line no more."""
    line.ready.drop(seat.user)
    line.auto.drop(seat.user)
    line.staff.pop(seat.user, None)


def rank(strategy: Strategy, seat: Seat, skill: Skill) -> Rank:
    """The seat's place among the ready seats: the lowest gets the next caller."""
    match strategy:
        case Strategy.LONGEST_IDLE:
            return (seat.idle_since,)
        case Strategy.LEVEL_FIRST:
            return (-skill.level, seat.idle_since)
        case Strategy.LEAST_CALLS:
            return (seat.calls, seat.idle_since)
        case Strategy.ROUND_ROBIN:
            return (seat.last_offer, seat.idle_since)
