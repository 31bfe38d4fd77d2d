"""A talk changes hands: to another seat, to the outside, out of a consultation, or back."""

from __future__ import annotations

from callseat.domain import call as calls
from callseat.domain import dialling, errand, legs, part, seat, talk
from callseat.domain.dial_result import CANCELLED
from callseat.domain.errors import Reason, Refused
from callseat.domain.turn import Turn
from callseat.domain.world import Aim, Call, Part, Seat, Target


def begin(turn: Turn, at: Seat, talking: Part, target: Target) -> None:
    """Whom the seat talks with hears music while the target rings. Checked before."""
    talk.hold(turn, talking)
    dialling.begin_for(turn, at, target, Aim.TRANSFER, talking)


def invite(turn: Turn, at: Seat, talking: Part, target: Target) -> None:
    """The talk goes on while the target rings; it joins when it answers."""
    dialling.begin_for(turn, at, target, Aim.INVITE, talking)


def consultation(turn: Turn, at: Seat) -> tuple[Part, Part]:
    """The talk with the one consulted, and the held one. Refused `no_call`, `no_held_call`."""
    return part.talking(at), part.last_held(at)


def consults(turn: Turn, at: Seat, extension: str) -> bool:
    """Whether the seat consults that very extension, with another talk on hold."""
    try:
        talking, _ = consultation(turn, at)
    except Refused:
        return False
    call = turn.world.calls[talking.call]
    user = turn.world.extensions.get(extension)
    return user in call.parts.values() and user != at.user


def complete(turn: Turn, at: Seat) -> None:
    """Those who talk and those on hold talk together, and the seat is out of it."""
    talking, held = consultation(turn, at)
    source = turn.world.calls[talking.call]
    call = merge(turn, talking, held)
    call.let_go = len(call.outside) > 1
    calls.settle(turn, call)
    part.off_talk(turn, talking, "system", "transferred", by_seat=True)
    calls.dissolve(turn, source)
    talk.leave(turn, held, "seat", "transferred")
    calls.refresh_seats(turn, call, "call_changed")


def join(turn: Turn, at: Seat) -> None:
    """Those who talk, those on hold and the seat talk together."""
    talking, held = consultation(turn, at)
    source = turn.world.calls[talking.call]
    merge(turn, talking, held)
    talk.fetch(turn, held)
    part.off_talk(turn, talking, "system", "joined", by_seat=True)
    calls.dissolve(turn, source)


def cancel(turn: Turn, at: Seat) -> None:
    """The transfer or consultation is given up: back to the talk that is on hold."""
    active = at.part
    if active is None:
        raise Refused(Reason.NO_CALL)
    held = part.last_held(at)
    if at.errand is not None:
        errand.cancel(turn, at)
    elif active.answered_at:
        talk.leave(turn, active)
    else:
        dialling.failed(turn, active, CANCELLED)
    if held.call_no in at.parts and not at.active and legs.is_up(turn, at.leg):
        talk.fetch(turn, held)
    seat.refresh(turn, at, "fetched")


def merge(turn: Turn, talking: Part, held: Part) -> Call:
    """All who are in the talk's call come into the held one's, where they are customers' seats.

    The talk's own part is left to its end by the caller.
    """
    world = turn.world
    source, target = world.calls[talking.call], world.calls[held.call]
    contact = world.contacts[held.contact]
    for leg in source.outside:
        target.outside[leg] = None
    for call_no, user in list(source.parts.items()):
        if call_no != talking.call_no:
            moved = turn.seat(user).parts[call_no]
            moved.call, target.parts[call_no] = target.id, user
            moved.wrap_up, moved.project = contact.project.wrap_up, contact.project.number
            del source.parts[call_no]
    for leg in source.attempts:
        world.attempts[leg].call = target.id
        target.attempts[leg] = None
    source.outside.clear()
    source.attempts.clear()
    return target
