"""Who is to be in a call, who is alone in it, and who hears whom: computed, never stored."""

from __future__ import annotations

from collections.abc import Iterator

from callseat.domain.world import Aim, Call, LegState, PartState, Seat, World

CONFERENCE = 3  # so many who speak make one


def voices(world: World, call: Call) -> list[str]:
    """The legs of those who take part now: from outside, and of seats that neither ring nor hold.

    A called number whose early media is heard is one of them, and so is who called it.
    """
    legs = [leg for leg in call.outside if _is_up(world, leg)]
    for user, state in _seats(world, call):
        if state is PartState.TALKING:
            legs.append(world.seats[user].leg)
    for leg in call.attempts:
        attempt = world.attempts[leg]
        if attempt.early:
            legs += [world.seats[attempt.owner].leg, leg]
    return [leg for leg in dict.fromkeys(legs) if _is_there(world, leg)]


def speakers(world: World, call: Call) -> int:
    """How many speak and are heard by all: who takes part, and supervisors who stepped in."""
    return len(voices(world, call)) + sum(
        1 for _, supervisor in _supervisors(world, call) if _mode(supervisor) == "insert"
    )


def talkers(world: World, call: Call) -> list[str]:
    """The users who talk in the call: seats that do not hold, supervisors who stepped in."""
    seats = [user for user, state in _seats(world, call) if state is PartState.TALKING]
    stepped_in = (one.user for _, one in _supervisors(world, call) if _mode(one) == "insert")
    return list(dict.fromkeys([*seats, *stepped_in]))


def lonely(world: World, call: Call) -> str:
    """The leg of who is left alone because others hold, or a transfer is under way; else ""."""
    legs = voices(world, call)
    waited_for = any(state is PartState.HELD for _, state in _seats(world, call)) or any(
        world.attempts[leg].aim is Aim.TRANSFER for leg in call.attempts
    )
    return legs[0] if len(legs) == 1 and waited_for else ""


def inside(world: World, call: Call) -> dict[str, bool]:
    """The legs that are to be joined, and whether muted. Nobody, if one would be alone."""
    legs = voices(world, call)
    if len(legs) < 2:
        return {}
    wanted = dict.fromkeys(legs, False)
    for _, supervisor in _supervisors(world, call):
        if _is_there(world, supervisor.leg):
            wanted[supervisor.leg] = _mode(supervisor) != "insert"
    return wanted


def hears(world: World) -> dict[str, tuple[str, ...]]:
    """For every leg what it hears: ids of legs, `music:<name>` or `sound:<code>`."""
    heard: dict[str, tuple[str, ...]] = {}
    for leg in world.legs.values():
        if leg.id not in world.taps:
            on_line = _heard_on_line(world, leg.id, leg.call)
            heard[leg.id] = (*on_line, *_whispered_to(world, leg.user))
    return heard


def _heard_on_line(world: World, leg: str, call_id: str) -> Iterator[str]:
    user = world.legs[leg].user
    supervision = world.seats[user].supervising if user in world.seats else None
    if supervision is not None and supervision.room == call_id != "":
        target = world.seats[supervision.target].leg
        if not _is_muted(world, target):
            yield target
        yield from (one for one in _said_to(world, target) if one != leg)
    else:
        yield from _said_to(world, leg)


def _said_to(world: World, leg: str) -> Iterator[str]:
    """Its music, which covers all else, or what is said in the leg's call."""
    if leg in world.legs and world.legs[leg].music:
        yield f"music:{world.legs[leg].music}"
        return
    call = world.calls.get(world.legs[leg].call) if leg in world.legs else None
    for other, muted in call.inside.items() if call else ():
        if other != leg and not muted and not _is_muted(world, other):
            yield other
    if call is not None and call.play:
        yield f"sound:{call.file}"


def _whispered_to(world: World, user: str) -> Iterator[str]:
    """By supervisors to this seat, over its music too; other whisperers do not hear it."""
    for supervisor in world.seats[user].supervisors if user in world.seats else ():
        one = world.seats[supervisor]
        if one.supervising is not None and one.supervising.ready and not one.muted:
            yield one.leg


def _is_muted(world: World, leg: str) -> bool:
    user = world.legs[leg].user if leg in world.legs else ""
    return user in world.seats and world.seats[user].muted != ""


def _seats(world: World, call: Call) -> Iterator[tuple[str, PartState]]:
    for call_no, user in call.parts.items():
        yield user, world.seats[user].parts[call_no].state


def _supervisors(world: World, call: Call) -> Iterator[tuple[str, Seat]]:
    """Who is on the line of a seat that talks in this call; a whisperer is elsewhere."""
    for user, state in _seats(world, call):
        if state is not PartState.TALKING:
            continue
        for supervisor in world.seats[user].supervisors:
            seat = world.seats[supervisor]
            if seat.supervising is not None and not seat.supervising.ready:
                yield user, seat


def _mode(supervisor: Seat) -> str:
    return supervisor.supervising.mode if supervisor.supervising else ""


def _is_up(world: World, leg: str) -> bool:
    return leg in world.legs and world.legs[leg].state is LegState.UP


def _is_there(world: World, leg: str) -> bool:
    return leg in world.legs and world.legs[leg].state is not LegState.ENDING
