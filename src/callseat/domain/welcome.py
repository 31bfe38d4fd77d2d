"""What a client is told when it comes: everything that it must know to show the seat's state."""

from __future__ import annotations

from callseat.domain import effects, feed, seat
from callseat.domain.notices import OnLoginSuccess, OnQueue, QueuedCaller
from callseat.domain.queue import waiting
from callseat.domain.seat import Why
from callseat.domain.turn import Turn
from callseat.domain.world import Seat


def connect(turn: Turn, at: Seat) -> None:
    """A client speaks for the seat from here on; the grace time, if one runs, is over."""
    if at.login and not at.connected:
        turn.cancel_timer(f"grace:{at.user}")
    at.session, at.connected = turn.session, True
    if at.leaving == "connection_lost":  # a supervisor's word is not undone by coming again
        at.leaving = ""


def greet(turn: Turn, at: Seat, *, resumed: bool) -> None:
    """The state snapshot (semantics of login); a session that goes on keeps its subscription."""
    turn.notify(
        effects.Seat(at.user), OnLoginSuccess("200", at.user, at.extension, resumed=resumed)
    )
    if not resumed:
        seat.log_in(turn, at)
    seat.settle(turn, at, Why("login", at.user), told=True)
    _tell_waiting(turn, at)
    if at.user in turn.world.watchers:
        feed.begin(turn, at)


def _tell_waiting(turn: Turn, at: Seat) -> None:
    """All who wait in the seat's own lines, in one onQueue (semantics of login)."""
    queued: list[QueuedCaller] = []
    for skill in at.account.skills:
        line = turn.world.lines.get(skill.queue)
        for contact_id in line.published if line else ():
            contact = turn.world.contacts[contact_id]
            queued.append(waiting.queued(contact, waiting.line_of(turn, contact)[1]))
    if queued:
        callers = ",".join(one.caller for one in queued)
        turn.notify(effects.Seat(at.user), OnQueue(callers, tuple(queued)))
