"""A caller waited as long as the queue allows: on to the overflow queue, or along the flow.

A caller who is being offered to a seat just now is left to ring; the time is over if the seat does
not take the call.
"""

from __future__ import annotations

from dataclasses import replace

from callseat.domain import legs
from callseat.domain.flow import walk
from callseat.domain.queue import waiting
from callseat.domain.timer import WaitOver
from callseat.domain.turn import Turn
from callseat.domain.world import Stage


def run(turn: Turn, timer: WaitOver) -> None:
    contact = turn.world.contacts.get(timer.contact)
    if contact is None or contact.visit is None:
        return
    line, visit = waiting.line_of(turn, contact)
    if contact.stage is not Stage.WAITING:
        visit.over = True
        return
    waiting.leave(turn, contact, "overflow")
    contact.stage = Stage.FLOW
    legs.stop_music(turn, turn.world.legs[contact.leg])
    other = line.queue.overflow_queue
    if waiting.open_line(turn, other) is not None:
        waiting.join(turn, contact, replace(visit.node, queue=other))
    else:
        walk.leave(turn, contact, "overflow")
