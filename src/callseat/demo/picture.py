"""A picture of the server at one moment: seats, lines and calls, as plain data for a view."""

from __future__ import annotations

from dataclasses import dataclass

from callseat.demo.tally import Tally
from callseat.domain.status import Status
from callseat.domain.world import Contact, Line, Seat, Stage, World


@dataclass(frozen=True, slots=True)
class SeatLook:
    """`since` is when the status began (ms since the epoch), 0 while logged out."""

    user: str
    name: str
    extension: str
    status: Status
    since: int
    calls: int


@dataclass(frozen=True, slots=True)
class LineLook:
    """`longest` is the longest wait just now in seconds."""

    name: str
    waiting: int
    longest: int
    answered: int
    abandoned: int


@dataclass(frozen=True, slots=True)
class CallLook:
    caller: str
    stage: Stage
    queue: str
    seat: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Picture:
    """`now` is ms since the epoch."""

    now: int
    seats: tuple[SeatLook, ...]
    lines: tuple[LineLook, ...]
    calls: tuple[CallLook, ...]


def take(world: World, tally: Tally, now: int) -> Picture:
    """The world as it stands, with what was counted so far."""
    return Picture(
        now=now,
        seats=tuple(_seat(seat, tally) for seat in world.seats.values()),
        lines=tuple(_line(world, line, tally, now) for line in world.lines.values()),
        calls=tuple(_call(world, contact, now) for contact in world.contacts.values()),
    )


def _seat(seat: Seat, tally: Tally) -> SeatLook:
    account, interval = seat.account, seat.interval
    return SeatLook(
        user=account.user,
        name=account.name or account.user,
        extension=seat.extension,
        status=interval.status,
        since=interval.since if interval.status is not Status.OFFLINE else 0,
        calls=tally.by_seat[account.user],
    )


def _line(world: World, line: Line, tally: Tally, now: int) -> LineLook:
    since = [world.contacts[one].waiting_since for one in line.visitors]
    code = line.queue.code
    return LineLook(
        name=line.queue.name or code,
        waiting=len(since),
        longest=(now - min(since)) // 1000 if since else 0,
        answered=tally.by_queue[code, "answered"],
        abandoned=tally.by_queue[code, "abandoned"],
    )


def _call(world: World, contact: Contact, now: int) -> CallLook:
    return CallLook(
        caller=contact.caller,
        stage=contact.stage,
        queue=contact.visit.queue if contact.visit else "",
        seat=_served_by(world, contact),
        seconds=(now - contact.arrived_at) // 1000,
    )


def _served_by(world: World, contact: Contact) -> str:
    """The seat at which it rings, or the first that talks with it."""
    for call in contact.calls:
        for user in world.calls[call].parts.values():
            return user
    return contact.offered_to
