"""A contact's wait in a line: joining, the place said, going back after a refusal, leaving."""

from __future__ import annotations

from callseat.domain import effects, legs
from callseat.domain.dialer import attempts
from callseat.domain.flow.flow import Enqueue
from callseat.domain.notices import OnQueue, OnQueueOff, QueuedCaller
from callseat.domain.part import shown_caller
from callseat.domain.queue import pace
from callseat.domain.queue.ranking import Rank, Ranking
from callseat.domain.rest import floor
from callseat.domain.rows import QueueVisitRow
from callseat.domain.timer import AnnounceDue, ConnectOver, WaitOver
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Line, Stage, Visit

MOST_SAID = 20  # places beyond this are said as "many"
MINUTES_SAID = (1, 2, 3, 4, 5, 10, 15, 20, 30, 45, 60)  # tools/make_sounds.py


def join(turn: Turn, contact: Contact, node: Enqueue) -> None:
    """Begin to wait. Checked before: its line is open."""
    line = turn.world.lines[node.queue]
    queue = line.queue
    contact.waiting_since = contact.waiting_since or turn.at
    visit = Visit(turn.new_id("v"), queue.code, node.priority, turn.at, node)
    contact.visit, contact.stage = visit, Stage.WAITING
    contact.led = contact.walk or contact.led
    line.visitors[contact.id] = None
    turn.world.callers.setdefault(shown_caller(contact), {})[contact.id] = None
    lane(line, contact).put(contact.id, rank(contact, visit))
    turn.joined[contact.id] = None
    turn.save(row(contact, visit))
    if contact.promise is not None:
        return
    legs.start_music(turn, turn.world.legs[contact.leg], node.music or queue.music)
    if queue.max_wait:
        visit.limited = True
        turn.set_timer(f"wait:{contact.id}", queue.max_wait, WaitOver(contact.id))
    if queue.announce_every and node.announce != "none":
        visit.announcing = True
        turn.set_timer(f"announce:{contact.id}", queue.announce_every, AnnounceDue(contact.id))


def join_for(turn: Turn, contact: Contact, queue: str, moment: float) -> None:
    """Somebody whom a campaign called waits for a seat so many seconds: in silence, and told to
    nobody; ConnectOver ends it. Checked before: the line is open.
    """
    line = turn.world.lines[queue]
    contact.waiting_since, contact.stage = turn.at, Stage.WAITING
    visit = Visit(turn.new_id("v"), queue, 0, turn.at, Enqueue(queue), moment=True)
    contact.visit = visit
    line.visitors[contact.id] = None
    line.called.put(contact.id, rank(contact, visit))
    turn.joined[contact.id] = None
    turn.set_timer(f"connect:{contact.id}", moment, ConnectOver(contact.id))


def lane(line: Line, contact: Contact) -> Ranking:
    """Where in the line it stands: with the callers, or with those whom campaigns called."""
    return line.called if contact.campaign else line.waiting


def open_line(turn: Turn, queue: str) -> Line | None:
    """The queue's line, if there is one and it admits callers."""
    line = turn.world.lines.get(queue)
    return None if line is None or line.closed else line


def rank(contact: Contact, visit: Visit) -> Rank:
    """Higher priority first, then who has waited longest; kept through refusals."""
    return (-visit.priority, contact.waiting_since, contact.number)


def offered(turn: Turn, contact: Contact) -> None:
    """A seat is rung for the contact: it is offered to no other meanwhile."""
    line, _ = line_of(turn, contact)
    lane(line, contact).drop(contact.id)
    contact.stage = Stage.OFFERED
    if contact.lead_call:
        attempts.offered(turn, contact)


def put_back(turn: Turn, contact: Contact) -> None:
    """Back to the place in the line that it had."""
    line, visit = line_of(turn, contact)
    contact.stage, contact.offered_to = Stage.WAITING, ""
    if contact.promise is not None and len(contact.refused_by) >= len(line.staff):
        contact.refused_by.clear()  # it will not give up by itself: all seats are asked anew
    lane(line, contact).put(contact.id, rank(contact, visit))
    turn.joined[contact.id] = None
    if contact.lead_call:
        attempts.put_back(turn, contact)
    if visit.over:
        turn.set_timer(f"wait:{contact.id}", 0, WaitOver(contact.id))


def leave(turn: Turn, contact: Contact, outcome: str, user: str = "") -> None:
    """End the wait: answered (by `user`), abandoned, overflow, left or failed."""
    line, visit = line_of(turn, contact)
    lane(line, contact).drop(contact.id)
    _stop(turn, contact, visit)
    contact.visit = None
    del line.visitors[contact.id]
    if line.closed and not line.visitors:
        del turn.world.lines[visit.queue]
    if visit.moment:
        return
    if outcome == "answered":
        contact.taken_from = visit.queue
    else:
        forget_caller(turn, contact)
    floor.count(turn, line, visit, outcome)
    turn.save(row(contact, visit, turn.at, outcome, user))
    if visit.published:
        del line.published[contact.id]
        turn.notify(
            effects.QueueSeats(visit.queue),
            OnQueueOff(shown_caller(contact), (queued(contact, visit),)),
        )


def hush(turn: Turn, contact: Contact) -> None:
    """The caller hears nothing of the wait any more, and it has no end of its own."""
    _, visit = line_of(turn, contact)
    _stop(turn, contact, visit)
    visit.limited, visit.announcing, visit.announcement, visit.over = False, False, "", False
    legs.stop_music(turn, turn.world.legs[contact.leg])


def _stop(turn: Turn, contact: Contact, visit: Visit) -> None:
    if visit.moment:
        turn.cancel_timer(f"connect:{contact.id}")
    if visit.limited:
        turn.cancel_timer(f"wait:{contact.id}")
    if visit.announcing:
        turn.cancel_timer(f"announce:{contact.id}")
    if visit.announcement:
        turn.emit(effects.StopPlay(visit.announcement, contact.leg))


def release(turn: Turn, contact: Contact) -> None:
    """The seat that took it from its line has it no more."""
    if contact.taken_from:
        contact.taken_from = ""
        forget_caller(turn, contact)


def forget_caller(turn: Turn, contact: Contact) -> None:
    """It can not be asked for by its number any more."""
    same = turn.world.callers[shown_caller(contact)]
    del same[contact.id]
    if not same:
        del turn.world.callers[shown_caller(contact)]


def publish(turn: Turn, contact: Contact) -> None:
    """No seat was free: tell the queue's seats that somebody waits, once."""
    line, visit = line_of(turn, contact)
    # over: it leaves at once
    if visit.published or visit.over or visit.moment:
        return
    visit.published = True
    line.published[contact.id] = None
    turn.notify(
        effects.QueueSeats(visit.queue),
        OnQueue(shown_caller(contact), (queued(contact, visit),)),
    )


def announce(turn: Turn, contact: Contact) -> None:
    """Say the place in line; the music goes on afterwards."""
    line, visit = line_of(turn, contact)
    visit.announcing = line.queue.announce_every > 0  # it may have changed meanwhile
    if not visit.announcing:
        return
    turn.set_timer(f"announce:{contact.id}", line.queue.announce_every, AnnounceDue(contact.id))
    if contact.stage is not Stage.WAITING or visit.announcement:
        return
    sounds = _said(turn, line, contact.id, visit.node.announce)
    if sounds:
        visit.announcement = turn.new_id("p")
        legs.stop_music(turn, turn.world.legs[contact.leg])
        turn.emit(effects.Play(visit.announcement, contact.leg, sounds))


def _said(turn: Turn, line: Line, contact_id: str, what: str) -> tuple[str, ...]:
    """The place, the wait in minutes, or both; what there is no sound for is left out."""
    place = lane(line, turn.world.contacts[contact_id]).place(contact_id) + 1
    said: list[str] = []
    if what in ("position", "both"):
        said += ["position", _number(place)]
    minutes = -(-pace.estimate(line, place) // 60)
    if what in ("wait", "both") and minutes:
        said += ["wait", _minutes(minutes)]
    return tuple(one for one in said if one in turn.world.sounds)


def _minutes(wait: int) -> str:
    """Rounded up to what there is a sound for."""
    return next((f"minutes-{many}" for many in MINUTES_SAID if wait <= many), "minutes-many")


def _number(number: int) -> str:
    return f"number-{number}" if number <= MOST_SAID else "number-many"


def announced(turn: Turn, contact: Contact) -> None:
    """The place was said."""
    line, visit = line_of(turn, contact)
    visit.announcement = ""
    music = visit.node.music or line.queue.music
    legs.start_music(turn, turn.world.legs[contact.leg], music)


def line_of(turn: Turn, contact: Contact) -> tuple[Line, Visit]:
    """The line in which the contact waits or is offered from, and the visit there."""
    visit = contact.visit
    if visit is None:
        raise LookupError(f"{contact.id} waits in no line")
    return turn.world.lines[visit.queue], visit


def queued(contact: Contact, visit: Visit) -> QueuedCaller:
    return QueuedCaller(contact.id, shown_caller(contact), visit.queue, contact.waiting_since)


def row(
    contact: Contact, visit: Visit, left_at: int = 0, outcome: str = "waiting", user: str = ""
) -> QueueVisitRow:
    return QueueVisitRow(
        visit_id=visit.id,
        contact_id=contact.id,
        queue=visit.queue,
        priority=visit.priority,
        joined_at=visit.joined_at,
        left_at=left_at,
        outcome=outcome,
        user=user,
    )
