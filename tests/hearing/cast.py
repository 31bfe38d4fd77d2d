"""Who plays: a customer, two seats, a supervisor and somebody outside; and where all of them are.

`situation` is everything that decides what can happen next and who hears whom, in the names of the
cast: it is the same for the pure domain and for a running server when they are at the same point.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from callseat.domain import hearing
from callseat.domain.world import Call, Contact, LegState, Seat, World

SEATS = ("first", "second", "supervisor")
PARTIES = ("customer", *SEATS, "outside")
ANNOUNCEMENT = "announcement"
SOUNDS = {
    "music:default": "music",
    "music:ringback": "ringing tone",
    f"sound:{ANNOUNCEMENT}": ANNOUNCEMENT,
}


@dataclass(frozen=True)
class Cast:
    """The names and numbers of one group of players; many groups play in one house."""

    users: dict[str, str]
    """Role of a seat to its user."""
    extensions: dict[str, str]
    service: str
    """The number that the customer calls; its calls are offered to the first seat alone."""
    flow: str
    """Where the service number leads: into the line of the first seat."""
    customer: str
    outside: str
    roles: dict[str, str] = field(init=False)
    """User to role."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", {user: role for role, user in self.users.items()})


class View:
    """What the world holds of one cast."""

    def __init__(self, world: World, cast: Cast) -> None:
        self.world, self.cast = world, cast
        self.seats = {role: world.seats[user] for role, user in cast.users.items()}
        self.contacts = list(self._contacts())
        self.calls = [world.calls[one] for contact in self.contacts for one in contact.calls]
        self.legs = dict(self._legs())
        """Role to leg, of those who have one."""

    def _contacts(self) -> Iterator[Contact]:
        """Those of the customer, and those of the seats."""
        parts = [part.contact for seat in self.seats.values() for part in seat.parts.values()]
        wanted = dict.fromkeys(parts)
        for contact in self.world.contacts.values():
            theirs = contact.customer in (self.cast.customer, self.cast.outside)
            if theirs or contact.id in wanted:
                yield contact

    def _legs(self) -> Iterator[tuple[str, str]]:
        for contact in self.contacts:
            if contact.leg in self.world.legs:
                yield "customer" if contact.kind == "inbound" else "outside", contact.leg
        for role, seat in self.seats.items():
            if seat.leg:
                yield role, seat.leg
        customers = [contact.leg for contact in self.contacts]
        for call in self.calls:
            for leg in (*call.outside, *call.attempts):
                if leg not in customers and not self.world.legs[leg].user:
                    yield "outside", leg

    def contact_of(self, role: str) -> Contact:
        """Of whom this party is the customer."""
        return next(one for one in self.contacts if one.leg == self.legs[role])

    def heard(self) -> dict[str, tuple[str, ...]]:
        """What each party who is on the telephone hears: parties, or sounds, in the words of the
        page."""
        names = {leg: role for role, leg in self.legs.items()}
        predicted = hearing.hears(self.world)
        return {
            role: tuple(
                sorted(SOUNDS.get(one) or names.get(one, one) for one in predicted[self.legs[role]])
            )
            for role in PARTIES
            if role in self.legs and self.world.legs[self.legs[role]].state is LegState.UP
        }

    def situation(self) -> Any:
        """Everything that decides what can happen next, as comparable data."""
        names = {leg: role for role, leg in self.legs.items()}
        names |= {tap: f"tap of {user}" for tap, user in self.world.taps.items()}
        calls = {call.id: number for number, call in enumerate(self.calls)}
        legs = [self._leg(role, leg, calls) for role, leg in sorted(self.legs.items())]
        seats = [self._seat(seat, calls) for seat in self.seats.values()]
        return (
            tuple(legs),
            tuple(seats),
            tuple(self._call(call, names) for call in self.calls),
            tuple(self._contact(contact) for contact in self.contacts),
            tuple(self._in_line()),
            tuple(sorted(self.heard().items())),
        )

    def _in_line(self) -> Iterator[int]:
        """The contacts that wait, by their places."""
        waiting = [one for one in self.contacts if one.visit is not None]
        for contact in sorted(waiting, key=lambda one: (one.waiting_since, one.number)):
            yield self.contacts.index(contact)

    def _leg(self, role: str, leg_id: str, calls: dict[str, int]) -> Any:
        leg = self.world.legs[leg_id]
        return role, leg.state.value, calls.get(leg.call, -1), leg.music

    def _seat(self, seat: Seat, calls: dict[str, int]) -> Any:
        order = list(seat.parts)
        parts = [
            (one.state.value, calls.get(one.call, -1), one.aim.value, one.rung)
            for one in seat.parts.values()
        ]
        waits = [order.index(one.waits) for one in seat.parts.values() if one.waits in order]
        line = seat.supervising
        return (
            seat.activity.value,
            (seat.base, seat.pending, seat.cooling, seat.errand is not None),
            tuple(parts),
            tuple(waits),
            order.index(seat.active) if seat.active else -1,
            order.index(seat.muted) if seat.muted else -1,
            (self.cast.roles[line.target], line.mode, line.ready) if line else None,
            tuple(self.cast.roles[one] for one in seat.supervisors),
        )

    def _call(self, call: Call, names: dict[str, str]) -> Any:
        return (
            tuple(sorted(names.get(leg, "") for leg in call.outside)),
            tuple((names.get(leg, ""), self.world.attempts[leg].early) for leg in call.attempts),
            tuple(sorted((names.get(leg, ""), muted) for leg, muted in call.inside.items())),
            (call.file if call.play else "", call.conference, call.stopping, call.let_go),
        )

    def _contact(self, contact: Contact) -> Any:
        recording = self.world.recordings.get(contact.recording)
        return (
            contact.kind,
            contact.stage.value,
            self.cast.roles.get(contact.offered_to, ""),
            tuple(self.cast.roles[one] for one in contact.refused_by),
            recording is not None and recording.paused,
        )
