"""What is true of everything that was told and saved, when the day is over."""

from __future__ import annotations

from callseat.domain.effects import CloseCall, Effect, Notify, Save
from callseat.domain.notices import (
    OnOffHook,
    OnOffTalk,
    OnOnHook,
    OnQueue,
    OnQueueOff,
)
from callseat.domain.rows import (
    AuditRow,
    CallPartRow,
    ContactRow,
    QueueVisitRow,
    RecordingRow,
    Row,
    SeatSessionRow,
    StatusIntervalRow,
)
from callseat.domain.status import Status
from callseat.domain.world import World
from tests.domain.books import books_are_closed
from tests.domain.promises import Promises
from tests.simulation.town import Town


def check(town: Town) -> None:
    rows = last_rows(town.effects)
    every_call_is_told_in_order(town.effects, rows)
    every_wait_is_told_to_its_end(town.effects)
    hooks_alternate(town.effects)
    every_row_is_closed(rows)
    books_are_closed(rows.values())
    forced_acts_are_audited(rows)
    nothing_is_left(town)


def last_rows(effects: list[Effect]) -> dict[tuple[type, str], Row]:
    """Each row as it was saved last, by its kind and key."""
    rows: dict[tuple[type, str], Row] = {}
    for effect in effects:
        if isinstance(effect, Save):
            key = getattr(effect.row, effect.row.__slots__[0])
            rows[type(effect.row), key] = effect.row
    return rows


def every_call_is_told_in_order(effects: list[Effect], rows: dict[tuple[type, str], Row]) -> None:
    promises = Promises()
    for effect in effects:
        promises.hear(effect)
    promises.are_kept()
    for number, told in promises.told.items():
        part = rows[CallPartRow, number]
        assert isinstance(part, CallPartRow)
        assert (part.outcome == "answered") == (told[-1] is OnOffTalk), part


def every_wait_is_told_to_its_end(effects: list[Effect]) -> None:
    waiting: set[tuple[str, str]] = set()
    for effect in effects:
        match effect:
            case Notify(_, OnQueue(queued=queued)) if not is_snapshot(effect):
                for caller in queued:
                    assert (caller.contactId, caller.queue) not in waiting
                    waiting.add((caller.contactId, caller.queue))
            case Notify(_, OnQueueOff(queued=queued)):
                for caller in queued:
                    waiting.remove((caller.contactId, caller.queue))
    assert not waiting


def is_snapshot(effect: Notify) -> bool:
    """The full list that a seat gets at its login, told to it alone."""
    return type(effect.to).__name__ == "Seat"


def hooks_alternate(effects: list[Effect]) -> None:
    off: set[str] = set()
    for effect in effects:
        match effect:
            case Notify(_, OnOffHook(extension)):
                assert extension not in off
                off.add(extension)
            case Notify(_, OnOnHook(extension)):
                off.remove(extension)
    assert not off


def every_row_is_closed(rows: dict[tuple[type, str], Row]) -> None:
    for row in rows.values():
        match row:
            case ContactRow():
                assert row.ended_at >= row.arrived_at, row
                assert row.outcome != "open", row
            case CallPartRow():
                assert row.ended_at >= max(row.offered_at, row.answered_at), row
                assert row.outcome != "ringing", row
            case QueueVisitRow():
                assert row.left_at >= row.joined_at, row
                assert row.outcome != "waiting", row
            case RecordingRow():
                assert row.state != "recording", row
            case SeatSessionRow():
                assert row.logout_at >= row.login_at, row


def forced_acts_are_audited(rows: dict[tuple[type, str], Row]) -> None:
    """Whatever was forced upon a seat, somebody else's name stands at it, here and there."""
    audits = [row for row in rows.values() if isinstance(row, AuditRow)]
    hands = {(row.target, row.actor) for row in audits}
    for row in rows.values():
        if isinstance(row, StatusIntervalRow) and row.cause == "forced":
            assert (row.user, row.actor) in hands, row


def never_closed(town: Town) -> list[str]:
    """Calls that the switch refused to close."""
    refused = [given.effect for given in town.failures() if given.reason == "refused"]
    kept = {effect.call: None for effect in refused if isinstance(effect, CloseCall)}
    return [call for call in town.network.calls if call in kept]


def nothing_is_left(town: Town) -> None:
    world, network = town.world, town.network
    assert not network.legs
    assert list(network.calls) == never_closed(town)
    assert not network.recordings
    no_call_is_left(world)
    assert not world.extensions
    assert not town.timers
    assert all(seat.base is Status.OFFLINE for seat in world.seats.values())
    assert all(not room.waiting and not room.holding for room in world.rooms.values())


def no_call_is_left(world: World) -> None:
    """Nothing of a call in the world, nor of one at a seat."""
    assert not world.legs
    assert not world.contacts
    assert not world.calls
    assert not world.attempts
    assert not world.taps
    assert not world.recordings
    assert not world.callers
    assert not world.lead_calls
    assert all(not line.waiting and not line.published for line in world.lines.values())
    for seat in world.seats.values():
        assert (seat.leg, seat.parts, seat.active, seat.muted) == ("", {}, "", ""), seat
        assert (seat.errand, seat.supervising, seat.supervisors) == (None, None, {}), seat
