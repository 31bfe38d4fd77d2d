"""Which seats stand ready in which line, in the order of the line's strategy."""

from __future__ import annotations

from callseat.domain.directory import Skill, Strategy
from callseat.domain.queue.ranking import Rank
from callseat.domain.status import Status
from callseat.domain.turn import Turn
from callseat.domain.world import Mode, Seat


def refresh(turn: Turn, seat: Seat, status: Status) -> None:
    """Put the seat into its lines if it may take a queue call, else take it out."""
    may_take = status is Status.IDLE and seat.connected and not seat.cooling and not seat.leaving
    may_take = may_take and seat.mode is Mode.MANUAL
    for skill in seat.account.skills:
        line = turn.world.lines.get(skill.queue)
        if line is None:
            continue
        if status is Status.OFFLINE:
            line.staff.pop(seat.user, None)
        else:
            line.staff[seat.user] = None
        if not may_take:
            line.ready.drop(seat.user)
        elif seat.user not in line.ready:
            line.ready.put(seat.user, rank(line.queue.strategy, seat, skill))
            turn.freed[seat.user] = None


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
