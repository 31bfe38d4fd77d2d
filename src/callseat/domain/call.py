"""A call: where people hear each other. Who is in it is computed; here the switch is told of it.

Whatever changes who talks (an answer, hold, transfer, supervision) changes the data and then calls
`settle`: those who come in are joined before those who go are let out, so nobody hears a gap.
"""

from __future__ import annotations

from callseat.domain import effects, hearing, journey, legs, part, recording, seat
from callseat.domain.dial_result import CANCELLED, SWITCH_FAILED
from callseat.domain.turn import Turn
from callseat.domain.world import Aim, Attempt, Call, Contact, Part, PartState, Seat, Stage

AWAY = (Stage.FLOW, Stage.WAITING, Stage.OFFERED, Stage.PROMISED)  # from every seat's talk


def begin(turn: Turn, contact: Contact, music: str = "default") -> Call:
    """A call of this contact, with nobody in it yet."""
    call = Call(turn.new_id("b"), contact.id, music=music)
    turn.world.calls[call.id] = call
    contact.calls[call.id] = None
    return call


def settle(turn: Turn, call: Call) -> None:
    """Let the switch join who is to be in the call, and part who is not; music for who is alone."""
    world = turn.world
    wanted = hearing.inside(world, call)
    for leg_id, muted in wanted.items():
        _join(turn, call, leg_id, muted)
    for leg_id in [leg for leg in call.inside if leg not in wanted]:
        _part(turn, call, leg_id)
    lonely = world.legs.get(hearing.lonely(world, call))
    if lonely is not None and not lonely.music:
        legs.start_music(turn, lonely, call.music)
    if call.play and not wanted:
        stop_play(turn, call)
    recording.follow(turn, world.contacts[call.contact])


def _join(turn: Turn, call: Call, leg_id: str, muted: bool) -> None:
    leg = turn.world.legs[leg_id]
    legs.stop_music(turn, leg)
    if call.inside.get(leg_id) is muted:
        return
    if not call.opened:
        call.opened = True
        turn.emit(effects.OpenCall(call.id, leg_id))
    turn.emit(effects.Join(leg_id, call.id, muted))
    former = turn.world.calls.get(leg.call)
    if former is not None and former is not call:
        former.inside.pop(leg_id, None)
    call.inside[leg_id] = muted
    leg.call = call.id


def _part(turn: Turn, call: Call, leg_id: str) -> None:
    del call.inside[leg_id]
    leg = turn.world.legs.get(leg_id)
    if leg is not None and leg.call == call.id:
        leg.call = ""
        if not legs.is_ending(leg):
            turn.emit(effects.Leave(leg_id, call.id))


def refresh_seats(turn: Turn, call: Call, cause: str) -> None:
    """What the seats in the call do may have changed: a conference began, or ended."""
    for user in list(call.parts.values()):
        at = turn.seat(user)
        if at.part is not None and at.part.call == call.id:
            seat.refresh(turn, at, cause)


def after_leaving(turn: Turn, call: Call, released_by: str, cause: str) -> None:
    """Somebody is gone. The call goes on while two are left, one of them a seat; else it ends."""
    if turn.world.calls.get(call.id) is not call:
        return
    if is_over(turn, call):
        end(turn, call, released_by, cause)
    else:
        settle(turn, call)
        refresh_seats(turn, call, "call_changed")


def is_over(turn: Turn, call: Call) -> bool:
    """A seat that dials is one party; whom it calls may become the other."""
    if (not call.parts and not call.let_go) or is_abandoned(turn, call):
        return True
    parts = [turn.seat(user).parts[call_no] for call_no, user in call.parts.items()]
    own = [one for one in parts if one.aim is Aim.TALK]
    dials = any(one.state is PartState.DIALING for one in own)
    return len(call.outside) + len(own) < (1 if dials else 2)


def is_abandoned(turn: Turn, call: Call) -> bool:
    """Seats that hold each other, and all of them put their phones down: nobody is there."""
    return not call.outside and not any(turn.seat(user).leg for user in call.parts.values())


def end(turn: Turn, call: Call, released_by: str, cause: str) -> None:
    """The call is over for everybody in it. `released_by`: customer, seat, flow, system."""
    world = turn.world
    contact = world.contacts[call.contact]
    users = list(call.parts.values())
    for leg in list(call.attempts):
        withdraw(turn, leg)
    for call_no, user in list(call.parts.items()):
        _part_ends(turn, turn.seat(user).parts[call_no], released_by, cause)
    del world.calls[call.id]
    del contact.calls[call.id]
    for user in dict.fromkeys(users):
        let_phone_go(turn, turn.seat(user))
    for leg in call.outside:
        legs.hang_up(turn, leg)
    if call.opened:
        turn.emit(effects.CloseCall(call.id))
    for user in dict.fromkeys(users):
        seat.refresh(turn, turn.seat(user), "call_ended")
    _books(turn, call, released_by, cause)


def _books(turn: Turn, call: Call, released_by: str, cause: str) -> None:
    """After the end of a call: is its contact over?"""
    contact = turn.world.contacts[call.contact]
    if contact.promise is not None and contact.promise.call == call.id:
        turn.unreached[contact.id] = None
    elif contact.stage in AWAY:  # a consultation about it is over
        return
    elif contact.leg in call.outside or not contact.calls:
        journey.close(turn, contact, released_by, cause)
    else:
        journey.forget(turn, contact)


def dissolve(turn: Turn, call: Call) -> None:
    """Everybody in it has come into another call."""
    for leg_id in call.inside:
        leg = turn.world.legs.get(leg_id)
        if leg is not None and leg.call == call.id:
            leg.call = ""
    del turn.world.calls[call.id]
    del turn.world.contacts[call.contact].calls[call.id]
    if call.opened:
        turn.emit(effects.CloseCall(call.id))


def _part_ends(turn: Turn, ending: Part, released_by: str, cause: str) -> None:
    if ending.answered_at:
        part.off_talk(turn, ending, released_by, cause, by_seat=released_by == "system")
    elif ending.state is PartState.DIALING:
        by_switch = cause in ("switch_failed", "switch_lost")
        part.dial_failed(turn, ending, SWITCH_FAILED if by_switch else CANCELLED)
    else:
        part.unring(turn, ending, "withdrawn")


def withdraw(turn: Turn, leg_id: str, outcome: str = "withdrawn") -> None:
    """Whom a seat dials is not wanted any more: the phone stops ringing."""
    attempt = forget_attempt(turn, leg_id)
    if attempt is None:
        return
    legs.hang_up(turn, leg_id)
    if attempt.user:
        called = turn.seat(attempt.user)
        if called.part is not None and called.part.attempt == leg_id:
            part.unring(turn, called.part, outcome)
            seat.refresh(turn, called, "not_answered")


def stop_dialling(turn: Turn, call: Call, at: Seat) -> None:
    """The seat leaves the call: whom it invites to it is not wanted any more."""
    for call_no in [call_no for call_no, user in call.parts.items() if user == at.user]:
        one = at.parts[call_no]
        if one.state is PartState.DIALING:
            withdraw(turn, one.attempt)
            part.dial_failed(turn, one, CANCELLED)


def forget_attempt(turn: Turn, leg_id: str) -> Attempt | None:
    """The attempt is decided, one way or the other."""
    attempt = turn.world.attempts.pop(leg_id, None)
    if attempt is not None:
        turn.cancel_timer(f"ring:{leg_id}")
        call = turn.world.calls.get(attempt.call)
        if call is not None:
            call.attempts.pop(leg_id, None)
    return attempt


def let_phone_go(turn: Turn, at: Seat) -> None:
    """Hang the seat's phone up, if it has nothing more to do: it holds a call, or rings in vain."""
    if at.part is not None or at.errand is not None or at.supervising is not None:
        return
    if not at.parts or not legs.is_up(turn, at.leg):
        legs.hang_up(turn, at.leg)


def stop_play(turn: Turn, call: Call) -> None:
    """Break off what everybody hears, once; its end comes as CallPlayEnded."""
    if not call.stopping:
        call.stopping = True
        turn.emit(effects.StopCallPlay(call.play, call.id))
