"""A contact's wait in a line: joining, the place said, going back after a refusal, leaving."""

from __future__ import annotations

from callseat.domain import effects, legs
from callseat.domain.flow.flow import Enqueue
from callseat.domain.notices import OnQueue, OnQueueOff, QueuedCaller
from callseat.domain.part import shown_caller
from callseat.domain.queue.ranking import Rank
from callseat.domain.rest import floor
from callseat.domain.rows import QueueVisitRow
from callseat.domain.timer import AnnounceDue, WaitOver
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Line, Stage, Visit

MOST_SAID = 20  # places beyond this are said as "many"


def join(turn: Turn, contact: Contact, node: Enqueue) -> None:
    """Begin to wait. Checked before: its line is open."""
    line = turn.world.lines[node.queue]
    queue = line.queue
    contact.waiting_since = contact.waiting_since or turn.at
    visit = Visit(turn.new_id("v"), queue.code, node.priority, turn.at, node.overflow)
    contact.visit, contact.stage = visit, Stage.WAITING
    line.visitors[contact.id] = None
    turn.world.callers.setdefault(shown_caller(contact), {})[contact.id] = None
    line.waiting.put(contact.id, rank(contact, visit))
    turn.joined[contact.id] = None
    turn.save(row(contact, visit))
    legs.start_music(turn, turn.world.legs[contact.leg], queue.music)
    if queue.max_wait:
        visit.limited = True
        turn.set_timer(f"wait:{contact.id}", queue.max_wait, WaitOver(contact.id))
    if queue.announce_every:
        visit.announcing = True
        turn.set_timer(f"announce:{contact.id}", queue.announce_every, AnnounceDue(contact.id))


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
    line.waiting.drop(contact.id)
    contact.stage = Stage.OFFERED


def put_back(turn: Turn, contact: Contact) -> None:
    """Back to the place in the line that it had."""
    line, visit = line_of(turn, contact)
    contact.stage, contact.offered_to = Stage.WAITING, ""
    line.waiting.put(contact.id, rank(contact, visit))
    turn.joined[contact.id] = None
    if visit.over:
        turn.set_timer(f"wait:{contact.id}", 0, WaitOver(contact.id))


def leave(turn: Turn, contact: Contact, outcome: str, user: str = "") -> None:
    """End the wait: answered (by `user`), abandoned, overflow or failed."""
    line, visit = line_of(turn, contact)
    line.waiting.drop(contact.id)
    if visit.limited:
        turn.cancel_timer(f"wait:{contact.id}")
    if visit.announcing:
        turn.cancel_timer(f"announce:{contact.id}")
    if visit.announcement:
        turn.emit(effects.StopPlay(visit.announcement, contact.leg))
    contact.visit = None
    if outcome == "answered":
        contact.taken_from = visit.queue
    else:
        forget_caller(turn, contact)
    del line.visitors[contact.id]
    if line.closed and not line.visitors:
        del turn.world.lines[visit.queue]
    floor.count(turn, line, visit, outcome)
    turn.save(row(contact, visit, turn.at, outcome, user))
    if visit.published:
        del line.published[contact.id]
        turn.notify(
            effects.QueueSeats(visit.queue),
            OnQueueOff(shown_caller(contact), (queued(contact, visit),)),
        )


def forget_caller(turn: Turn, contact: Contact) -> None:
    """It can not be asked for by its number any more."""
    same = turn.world.callers[shown_caller(contact)]
    del same[contact.id]
    if not same:
        del turn.world.callers[shown_caller(contact)]


def publish(turn: Turn, contact: Contact) -> None:
    """No seat was free: tell the queue's seats that somebody waits, once."""
    line, visit = line_of(turn, contact)
    if visit.published or visit.over:  # over: it leaves at once
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
    place = line.waiting.place(contact.id) + 1
    said = f"number-{place}" if place <= MOST_SAID else "number-many"
    sounds = tuple(s for s in ("position", said) if s in turn.world.sounds)
    if sounds:
        visit.announcement = turn.new_id("p")
        legs.stop_music(turn, turn.world.legs[contact.leg])
        turn.emit(effects.Play(visit.announcement, contact.leg, sounds))


def announced(turn: Turn, contact: Contact) -> None:
    """The place was said."""
    line, visit = line_of(turn, contact)
    visit.announcement = ""
    legs.start_music(turn, turn.world.legs[contact.leg], line.queue.music)


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
