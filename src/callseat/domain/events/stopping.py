"""The server stops: what still runs is ended, and every session's books are closed."""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain import errand, supervision
from callseat.domain.dialer import progress, running
from callseat.domain.inputs import Stopping
from callseat.domain.queue import call_back
from callseat.domain.seat import log_out
from callseat.domain.status import Status
from callseat.domain.turn import Turn


def run(turn: Turn, event: Stopping) -> None:
    for campaign in turn.world.campaigns.values():
        running.stop(turn, campaign)
    progress.stop(turn)
    for contact in list(turn.world.contacts.values()):
        call_back.leave_to_next(turn, contact)
        contacts.end(turn, contact, "system", "shutdown")
    for seat in turn.world.seats.values():
        if seat.errand is not None:
            errand.cancel(turn, seat)
        supervision.end(turn, seat, "shutdown")
        if seat.base is not Status.OFFLINE:
            log_out(turn, seat, "shutdown")
    turn.log("stopped")
