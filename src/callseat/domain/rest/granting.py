"""Free places go to those who wait, first come first served. Run at the end of each step.

Only groups in which something changed are looked at, and of their line only those who moved.
"""

from __future__ import annotations

from callseat.domain import seat as seats
from callseat.domain.rest import floor, stages
from callseat.domain.rest.room import RestRoom, RestStage
from callseat.domain.seat import Why
from callseat.domain.turn import Turn
from callseat.domain.world import Activity, Seat

UNKNOWN = -1


def settle(turn: Turn) -> None:
    """Grant what can be granted, and tell those who wait where they stand now."""
    while turn.rooms:
        code = next(iter(turn.rooms))
        moved = turn.rooms.pop(code)
        room = turn.world.rooms.get(code)
        if room is None:  # the group is gone, and nobody is left in it
            continue
        while room.waiting and _is_free(room) and not floor.holds_back(turn, room):
            moved = 0
            _grant(turn, room, turn.seat(room.waiting.first()))
        _tell_places(turn, room, moved)


def _is_free(room: RestRoom) -> bool:
    return room.group.rest_quota < 0 or len(room.holding) < room.group.rest_quota


def _grant(turn: Turn, room: RestRoom, seat: Seat) -> None:
    stages.place(turn, seat, room)
    if seat.activity is Activity.NONE:
        stages.begin(turn, seat)
    else:
        stages.tell(turn, seat)
    seats.settle(turn, seat, Why("rest", seat.user))


def _tell_places(turn: Turn, room: RestRoom, moved: int) -> None:
    for number, (_, user) in enumerate(room.waiting.entries[moved:], moved + 1):
        seat = turn.seat(user)
        if seat.rest.position != number:
            seat.rest.position = number
            stages.tell(turn, seat, expected(turn, room, number))


def expected(turn: Turn, room: RestRoom, number: int) -> int:
    """Seconds until the one at this place in line may rest, if all rest as long as they may.

    Unknown (-1) while it is the callers that hold rests back, or nobody may rest at all.
    """
    quota, ends = room.group.rest_quota, room.holding.entries
    if not 0 < quota <= len(ends):
        return UNKNOWN
    allowance = room.group.rest_allowance * 1000
    rounds, one = divmod(number - 1 + len(ends) - quota, len(ends))
    (due,), user = ends[one]
    left = due - turn.at if turn.seat(user).rest.running else allowance
    return -(-(max(left, 0) + rounds * allowance) // 1000)


def answer(turn: Turn, seat: Seat) -> dict[str, str]:
    """What a request for rest came to: the members of the command's answer."""
    rest = seat.rest
    told = {"state": stages.TOLD[rest.stage]}
    if rest.running:
        return told | {"state": "granted"}
    if rest.stage is RestStage.WAITING:
        room = turn.world.rooms[rest.group]
        wait = expected(turn, room, rest.position)
        return told | {"position": str(rest.position), "expected": str(wait)}
    return told | seats.pending_answer(seat)
