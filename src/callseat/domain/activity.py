"""What a seat does on the telephone, derived from its parts, its errand and its supervision.

While its phone is on the way back to the hook, the seat does what it did.
"""

from __future__ import annotations

from callseat.domain import hearing
from callseat.domain.status import Status
from callseat.domain.world import Activity, PartState, Seat, World

ON_THE_PHONE: dict[Activity, Status] = {
    Activity.RINGING: Status.RINGING,
    Activity.DIALING: Status.DIALING,
    Activity.TALKING: Status.TALKING,
    Activity.HOLDING: Status.HOLDING,
    Activity.CONFERENCE: Status.CONFERENCE,
    Activity.MONITORING: Status.MONITORING,
}


def activity_of(world: World, seat: Seat) -> Activity:
    part = seat.part
    if part is not None:
        if part.state is not PartState.TALKING:
            return Activity(part.state.value)
        crowd = hearing.speakers(world, world.calls[part.call])
        return Activity.CONFERENCE if crowd >= hearing.CONFERENCE else Activity.TALKING
    if seat.errand is not None:
        return Activity.DIALING
    if seat.supervising is not None:
        return _supervises(seat.supervising.mode)
    if seat.parts:
        return Activity.HOLDING
    return seat.activity if seat.leg else Activity.NONE


def _supervises(mode: str) -> Activity:
    return Activity.CONFERENCE if mode == "insert" else Activity.MONITORING
