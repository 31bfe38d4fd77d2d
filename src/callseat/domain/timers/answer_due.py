"""Who was asked by a flow did not answer in time: on as if it had failed."""

from __future__ import annotations

from callseat.domain.flow import walk
from callseat.domain.timer import AnswerDue
from callseat.domain.turn import Turn


def run(turn: Turn, timer: AnswerDue) -> None:
    contact = turn.world.contacts.get(turn.world.asked.get(timer.asked, ""))
    if contact is not None:
        walk.answered(turn, contact, None)
