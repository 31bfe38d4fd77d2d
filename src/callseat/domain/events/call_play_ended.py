"""What everybody in a call heard is over: the seat that began it is told."""

from __future__ import annotations

from callseat.domain import effects
from callseat.domain.inputs import CallPlayEnded
from callseat.domain.notices import OnPlayEnd
from callseat.domain.turn import Turn


def run(turn: Turn, event: CallPlayEnded) -> None:
    call = turn.world.calls.get(event.call)
    if call is None or call.play != event.play:
        return
    cause = "finished" if event.completed else "stopped"
    turn.notify(effects.Seat(call.player), OnPlayEnd(call.file, cause))
    call.play, call.file, call.player = "", "", ""
    call.conference = call.stopping = False
