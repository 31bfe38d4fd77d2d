"""A caller who did not answer is to be called back once more."""

from __future__ import annotations

from callseat.domain.queue import call_back
from callseat.domain.timer import CallBackDue
from callseat.domain.turn import Turn


def run(turn: Turn, timer: CallBackDue) -> None:
    contact = turn.world.contacts.get(timer.contact)
    if contact is not None:
        call_back.due(turn, contact)
