"""What a seat may do with its calls now, and with whom: drawn from its parts and its role."""

from __future__ import annotations

from random import Random

from callseat.domain.directory import Role
from callseat.domain.world import PartState, Seat, World
from tests.simulation.house import OUTSIDE, SOUNDS

FREE = ("callSeat", "callOut", "connectQueue")
SUPERVISING = ("listenSlic", "insertSlic", "whisperSlic", "requestIntercept")
TALKING = (
    *("requestHold", "turnSlic", "requestSlic", "callSeat", "callOut", "turnOut", "muteOn"),
    *("muteOff", "playFile", "stopPlayFile", "playConfFile", "stopPlayConfFile", "sendDigits"),
    *("completeTransfer", "cancelTransfer", "pauseRecording", "resumeRecording", "attachData"),
    *("turnSlic", "requestSlic", "completeTransfer", "hangUp", "gotoFlow"),
)
HOLDING = ("fetchHold", "fetchHold", "callSeat", "callOut", "attachData", "hangUp")
DIALING = ("cancelTransfer", "hangUp", "requestHold", "completeTransfer", "sendDigits")
KEYS = ("1#", "42")
BY_STATE = {
    PartState.RINGING: ("answerCall", "answerCall", "refuse"),
    PartState.DIALING: DIALING,
    PartState.TALKING: TALKING,
}


def draw(random: Random, world: World, seat: Seat) -> tuple[str, tuple[str, ...]]:
    """A command and its parameters; now and then one that is out of place."""
    names = FREE
    if random.random() < 0.05:
        names = (*TALKING, *HOLDING, *SUPERVISING, *FREE)
    elif seat.part is not None:
        names = BY_STATE[seat.part.state]
    elif seat.parts:
        names = HOLDING
    elif seat.supervising is not None:
        names = (*SUPERVISING, *SUPERVISING, "hangUp", "muteOn", "muteOff")
    elif seat.account.role is not Role.AGENT:
        names = (*SUPERVISING, *SUPERVISING, *FREE)
    name = random.choice(names)
    return name, _parameters(random, world, seat, name)


def _parameters(random: Random, world: World, seat: Seat, name: str) -> tuple[str, ...]:
    drawn: tuple[str, ...] = ()
    match name:
        case "turnSlic" | "requestSlic" | "callSeat":
            drawn = (_colleague(random, world, seat),)
        case "listenSlic" | "insertSlic" | "whisperSlic" | "requestIntercept":
            drawn = (_somebody_talking(random, world, seat),)
        case "callOut" | "turnOut":
            drawn = (random.choice(list(OUTSIDE)),)
        case "connectQueue":
            drawn = (random.choice(list(world.contacts) or ["13800138000"]),)
        case "playFile" | "playConfFile" | "sendDigits":
            drawn = (random.choice(KEYS if name == "sendDigits" else SOUNDS),)
        case "gotoFlow":
            drawn = (random.choice([*world.flows, "no-such-flow"]),)
        case "attachData":
            drawn = ("order", random.choice(("17", "")))
    return drawn


def _colleague(random: Random, world: World, seat: Seat) -> str:
    """Often one who is free, or is consulted already."""
    with_it = [
        user
        for part in seat.parts.values()
        if part.call in world.calls
        for user in world.calls[part.call].parts.values()
    ]
    free = [one.user for one in world.seats.values() if not one.leg and one.session]
    users = (with_it + free) if random.random() < 0.9 else list(world.seats)
    return world.seats[random.choice(users or list(world.seats))].extension


def _somebody_talking(random: Random, world: World, seat: Seat) -> str:
    """Often the one who is supervised already."""
    if seat.supervising is not None and random.random() < 0.7:
        return world.seats[seat.supervising.target].extension
    talking = [
        one
        for one in world.seats.values()
        if one.part is not None and one.part.state is PartState.TALKING
    ]
    return random.choice(talking or list(world.seats.values())).extension
