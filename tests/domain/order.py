"""What is true at every moment of calls, their parts and the telephones."""

from __future__ import annotations

from callseat.domain import hearing
from callseat.domain.activity import activity_of
from callseat.domain.world import LegState, Part, PartState, Seat, World


def nothing_hangs(world: World) -> None:
    """Parts, calls, attempts and supervisors name one another, and all of them exist."""
    for seat in world.seats.values():
        assert not seat.active or seat.active in seat.parts, seat
        if seat.errand is not None and seat.errand.verb in ("dial", "fetch"):
            assert seat.errand.call_no in seat.parts
        for part in seat.parts.values():
            part_is_sound(world, part)
        supervisors_are_sound(world, seat)
    for call in world.calls.values():
        assert call.id in world.contacts[call.contact].calls
        for call_no, user in call.parts.items():
            assert world.seats[user].parts[call_no].call == call.id
        assert all(world.attempts[leg].call == call.id for leg in call.attempts)
        assert all(leg in world.legs for leg in call.outside)
    for attempt in world.attempts.values():
        assert attempt.leg in world.legs
        assert world.seats[attempt.owner].parts[attempt.by].attempt == attempt.leg
        assert attempt.leg in world.calls[attempt.call].attempts


def part_is_sound(world: World, part: Part) -> None:
    assert part.state is not PartState.OVER
    assert part.contact in world.contacts
    if part.state is not PartState.RINGING:
        assert world.calls[part.call].parts[part.call_no] == part.user
    if part.attempt:
        assert part.attempt in world.attempts


def supervisors_are_sound(world: World, seat: Seat) -> None:
    if seat.supervising is not None:
        assert seat.user in world.seats[seat.supervising.target].supervisors
    for user in seat.supervisors:
        supervising = world.seats[user].supervising
        assert supervising is not None
        assert supervising.target == seat.user


def phones_are_used(world: World) -> None:
    """A phone that has nothing to do is hung up, and each status is that of what is done."""
    for seat in world.seats.values():
        leg = world.legs.get(seat.leg)
        idle = not seat.parts and seat.errand is None and seat.supervising is None
        assert not seat.leg or leg is not None, seat
        if leg is not None and leg.state is not LegState.ENDING:
            assert not idle, seat
            if leg.music and leg.music != "ringback":
                assert seat.part is not None, "who holds hears no music itself"
                assert hearing.lonely(world, world.calls[seat.part.call]) == leg.id
        assert seat.activity is activity_of(world, seat), seat
    hearing.hears(world)
