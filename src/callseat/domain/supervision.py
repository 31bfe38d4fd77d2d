"""A supervisor on a seat's line: listens, whispers to the seat alone, steps in, takes over.

It stays with the seat through hold and conference, and ends with the seat's phone or by hangUp.
Listening and stepping in are the supervisor's leg in the seat's call, muted or not. To whisper, the
switch taps the seat's line: tap and supervisor are in a room of their own.
"""

from __future__ import annotations

from callseat.domain import call as calls
from callseat.domain import effects, legs, own_phone, part, seat, talk
from callseat.domain.errors import Reason, Refused
from callseat.domain.turn import Turn
from callseat.domain.world import Errand, Leg, LegState, Part, PartState, Seat, Supervision

LISTEN, WHISPER, INSERT = "listen", "whisper", "insert"


def target_of(turn: Turn, extension: str) -> Seat:
    """The seat that talks at this extension. Refused `target_offline`, `target_not_talking`."""
    target = turn.world.seats.get(turn.world.extensions.get(extension, ""))
    if target is None:
        raise Refused(Reason.TARGET_OFFLINE, "extension")
    if target.part is None or target.part.state is not PartState.TALKING:
        raise Refused(Reason.TARGET_NOT_TALKING, "extension")
    return target


def begin(turn: Turn, at: Seat, extension: str, mode: str) -> None:
    """Ring the supervisor's phone; or change the way in which it is on this seat's line already."""
    target = target_of(turn, extension)
    now = at.supervising
    if now is not None and now.target == target.user:
        change(turn, at, mode)
        return
    own_phone.check_free(at)
    wish = Errand("supervise", target=target.user, mode=mode)
    own_phone.ring(turn, at, wish, target.extension)


def begin_to_take_over(turn: Turn, at: Seat, extension: str) -> None:
    """Ring the supervisor's phone to take the seat's place; not if it is on the line already."""
    target = target_of(turn, extension)
    now = at.supervising
    if now is not None and now.target == target.user:
        take_over(turn, at, target.user, target.active)
        return
    own_phone.check_free(at)
    wish = Errand("intercept", target.active, target.user)
    own_phone.ring(turn, at, wish, target.extension)


def attach(turn: Turn, at: Seat, user: str, mode: str) -> None:
    """The supervisor's phone is there. If the talk is over meanwhile, nothing more happens."""
    target = turn.world.seats.get(user)
    if target is None or target.part is None or target.part.state is not PartState.TALKING:
        return
    at.supervising = Supervision(user, LISTEN)
    target.supervisors[at.user] = None
    change(turn, at, mode)


def change(turn: Turn, at: Seat, mode: str) -> None:
    """Listen, whisper or step in, from whichever of them. Until a tap is there one listens."""
    now = at.supervising
    if now is None:
        return
    now.mode = mode
    if mode == WHISPER and not now.tap:
        _tap(turn, at, now)
    elif mode != WHISPER:
        _untap(turn, at, now)
    _settle(turn, at, now.target, "supervising")


def _tap(turn: Turn, at: Seat, now: Supervision) -> None:
    target = turn.seat(now.target)
    leg = Leg(turn.new_id("w"), "", state=LegState.DIALLED)
    turn.world.legs[leg.id] = leg
    turn.world.taps[leg.id] = at.user
    now.tap = leg.id
    turn.emit(effects.Tap(leg.id, target.leg))


def tapped(turn: Turn, at: Seat) -> None:
    """The tap is there: supervisor and tap meet in a room of their own."""
    now, leg = at.supervising, turn.world.legs.get(at.leg)
    if now is None or leg is None:
        return
    now.ready, now.room = True, turn.new_id("b")
    former = turn.world.calls.get(leg.call)
    if former is not None:
        former.inside.pop(leg.id, None)
    legs.stop_music(turn, leg)
    turn.emit(effects.OpenCall(now.room, now.tap))  # in the lane of the line, as all else there
    turn.emit(effects.Join(now.tap, now.room))
    turn.emit(effects.Join(leg.id, now.room))
    leg.call = turn.world.legs[now.tap].call = now.room


def untapped(turn: Turn, tap: str) -> None:
    """The tap is gone by itself, or could not be made: the supervisor listens."""
    at = turn.world.seats.get(turn.world.taps.pop(tap))
    now = at.supervising if at is not None else None
    if at is not None and now is not None and now.tap == tap:
        now.mode = LISTEN
        _close_room(turn, at, now)
        _settle(turn, at, now.target, "supervising")


def _untap(turn: Turn, at: Seat, now: Supervision) -> None:
    if now.tap:
        legs.hang_up(turn, now.tap)
        _close_room(turn, at, now)


def _close_room(turn: Turn, at: Seat, now: Supervision) -> None:
    leg = turn.world.legs.get(at.leg)
    if now.room:
        if leg is not None and leg.call == now.room:
            leg.call = ""
        turn.emit(effects.CloseCall(now.room))
    now.tap, now.room, now.ready = "", "", False


def end(turn: Turn, at: Seat, cause: str) -> None:
    """The supervisor leaves the line: by its own wish, or because there is none any more."""
    now, at.supervising = at.supervising, None
    if now is None:
        return
    _untap(turn, at, now)
    target = turn.world.seats.get(now.target)
    if target is not None:
        target.supervisors.pop(at.user, None)
    calls.let_phone_go(turn, at)
    seat.refresh(turn, at, cause)
    _settle(turn, at, now.target, cause)


def end_all(turn: Turn, target: Seat, cause: str) -> None:
    """The seat's phone is on the hook: who was on its line has nothing more to hear."""
    for user in list(target.supervisors):
        end(turn, turn.seat(user), cause)


def _settle(turn: Turn, at: Seat, user: str, cause: str) -> None:
    target = turn.world.seats.get(user)
    talking = target.part if target is not None else None
    if talking is not None and talking.state is PartState.TALKING:
        call = turn.world.calls[talking.call]
        calls.settle(turn, call)
        calls.refresh_seats(turn, call, "call_changed")
    seat.refresh(turn, at, cause)


def take_over(turn: Turn, at: Seat, user: str, call_no: str) -> None:
    """The supervisor takes the seat's place in that talk; the customer hears no gap. If it is over
    or on hold meanwhile, nothing more happens.
    """
    target = turn.world.seats.get(user)
    taken = target.parts.get(call_no) if target is not None else None
    if taken is None or taken.state is not PartState.TALKING:
        return
    _leave_line(turn, at)
    call, contact = turn.world.calls[taken.call], turn.world.contacts[taken.contact]
    mine = Part(
        call_no=turn.new_id("c"),
        contact=taken.contact,
        user=at.user,
        caller=taken.caller,
        callee=taken.callee,
        offered_at=turn.at,
        queue=taken.queue,
        call_type=taken.call_type if taken.call_type != "1" else "0",
        wrap_up=taken.wrap_up,
        project=taken.project,
        call=call.id,
        outgoing=taken.outgoing,
    )
    part.take_up(at, mine)
    call.parts[mine.call_no] = at.user
    part.begin_talk(turn, mine)
    calls.settle(turn, call)  # both are in it for a moment: no gap
    part.tell_answer(turn, mine, contact.recording)
    talk.leave(turn, taken, "system", "intercepted")


def _leave_line(turn: Turn, at: Seat) -> None:
    now, at.supervising = at.supervising, None
    if now is not None:
        _untap(turn, at, now)
        turn.seat(now.target).supervisors.pop(at.user, None)
