"""One input being carried out: the world, the time, and the effects so far."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from callseat.domain.effects import (
    Audience,
    CancelTimer,
    Effect,
    Notify,
    Save,
    SetTimer,
)
from callseat.domain.notices import Notice
from callseat.domain.rows import EventRow, Row
from callseat.domain.timer import Timer
from callseat.domain.world import Contact, Seat, World

NOBODY = sys.maxsize


@dataclass(slots=True)
class Turn:
    """What a step works on.

    When the input is carried out, `untaken` go on in their flows, `unreached` wait on, `rooms` and
    `blends` are settled, `freed` and `joined` are routed, campaigns in `dialling` dial, and `gone`
    are forgotten.
    """

    world: World
    at: int
    session: str = ""  # the connection that asks, if the input is a command
    effects: list[Effect] = field(default_factory=list)
    freed: dict[str, None] = field(default_factory=dict)  # seats that became ready
    joined: dict[str, None] = field(default_factory=dict)  # contacts that began to wait
    untaken: dict[str, str] = field(default_factory=dict)  # a flow's transfers, and how to go on
    unreached: dict[str, None] = field(default_factory=dict)  # promised a call, left by the seat
    rooms: dict[str, int] = field(default_factory=dict)  # groups, and who moved up; see recheck
    gone: dict[str, None] = field(default_factory=dict)  # seats without account, and logged out
    blends: dict[str, None] = field(
        default_factory=dict
    )  # groups whose callers wait longer, or less
    dialling: dict[str, None] = field(default_factory=dict)  # campaigns that may dial, or must not

    def emit(self, effect: Effect) -> None:
        self.effects.append(effect)

    def notify(self, to: Audience, notice: Notice) -> None:
        self.effects.append(Notify(to, notice))

    def save(self, row: Row) -> None:
        self.effects.append(Save(row))

    def set_timer(self, key: str, seconds: float, timer: Timer) -> None:
        self.effects.append(SetTimer(key, self.at + round(seconds * 1000), timer))

    def cancel_timer(self, key: str) -> None:
        self.effects.append(CancelTimer(key))

    def recheck(self, group: str, moved: int = NOBODY) -> None:
        """Rests may be granted in this group; in its line, all from this place on moved up."""
        self.rooms[group] = min(moved, self.rooms.get(group, NOBODY))

    def new_id(self, kind: str) -> str:
        """An id that no other start of the server has given: kind, start, number."""
        self.world.serial += 1
        return f"{kind}-{self.world.boot}-{self.world.serial}"

    def log(self, kind: str, contact: Contact | None = None, detail: str = "") -> None:
        """A line in the log of what happened."""
        contact_id = contact.id if contact else ""
        self.save(EventRow(self.new_id("e"), self.at, kind, contact_id, detail=detail))

    def seat(self, user: str) -> Seat:
        return self.world.seats[user]
