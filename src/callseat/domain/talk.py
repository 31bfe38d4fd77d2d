"""A seat's talk goes on hold, is fetched again, is left."""

from __future__ import annotations

from callseat.domain import call as calls
from callseat.domain import legs, part, seat
from callseat.domain.part_table import PartHappening
from callseat.domain.turn import Turn
from callseat.domain.world import Part


def hold(turn: Turn, held: Part) -> None:
    """The seat steps out of its talk. Who is alone then hears music; others go on.

    What the seat does then is settled by the caller: a swap, for one, is no hold.
    """
    at = turn.seat(held.user)
    part.step(held, PartHappening.HELD)
    at.active = ""
    legs.stop_own_music(turn, at)  # it was on hold itself
    at.parts[held.call_no] = at.parts.pop(held.call_no)  # last held, last in order
    call = turn.world.calls[held.call]
    calls.settle(turn, call)
    calls.refresh_seats(turn, call, "call_changed")


def fetch(turn: Turn, held: Part) -> None:
    """Back into a held talk. Checked before: the phone is there, and no other talk goes on."""
    at = turn.seat(held.user)
    part.step(held, PartHappening.FETCHED)
    at.active = held.call_no
    call = turn.world.calls[held.call]
    calls.settle(turn, call)
    calls.refresh_seats(turn, call, "fetched")


def leave(turn: Turn, leaving: Part, released_by: str = "seat", cause: str = "normal") -> None:
    """The seat's part is over: it hung up, or the system took it out."""
    at, call = turn.seat(leaving.user), turn.world.calls[leaving.call]
    part.off_talk(turn, leaving, released_by, cause, by_seat=True)
    calls.stop_dialling(turn, call, at)
    calls.let_phone_go(turn, at)
    seat.refresh(turn, at, "call_ended")
    calls.after_leaving(turn, call, released_by, cause)
