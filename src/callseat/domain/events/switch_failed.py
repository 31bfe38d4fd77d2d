"""The switch could not do what it was told. What hangs on it is ended or goes on without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from callseat.domain import call as calls
from callseat.domain import contact as contacts
from callseat.domain import effects, hearing, mute, recording
from callseat.domain.effects import SwitchEffect
from callseat.domain.events import (
    call_play_ended,
    leg_ended,
    machine_heard,
    message_recorded,
    play_ended,
)
from callseat.domain.inputs import (
    CallPlayEnded,
    LegEnded,
    MachineHeard,
    MessageRecorded,
    PlayEnded,
    SwitchFailed,
)
from callseat.domain.timer import HangUpAgain
from callseat.domain.turn import Turn
from callseat.domain.world import Call, Leg, LegState

GONE = "not_found"
# What a leg answers that hangs up at this very moment, by how far it has come.
HANGING_UP = (GONE, "wrong_state", "conflict", "not_answered")
LOST = "not_connected"  # the next snapshot repeats what was lost, but for strangers
AGAIN = 1.0  # seconds


def run(turn: Turn, event: SwitchFailed) -> None:
    turn.log("switch_failed", detail=f"{type(event.effect).__name__} {event.reason}")
    follow = FOLLOWS.get(type(event.effect))
    if follow is not None:
        follow(turn, event, event.effect)


def _not_dialled(turn: Turn, event: SwitchFailed, effect: effects.DialPhone) -> None:
    """Also a number outside, or a tap."""
    leg_ended.end_leg(turn, LegEnded(event.at, effect.leg, q850=41), "switch_failed")


def _not_hung_up(turn: Turn, event: SwitchFailed, effect: effects.HangUp) -> None:
    if event.reason == GONE:
        leg_ended.end_leg(turn, LegEnded(event.at, effect.leg))
        return
    stranger = effect.leg not in turn.world.legs
    if stranger == (event.reason == LOST):
        turn.set_timer(f"hang-up:{effect.leg}", AGAIN, HangUpAgain(effect.leg, stranger))


def _not_played(turn: Turn, event: SwitchFailed, effect: effects.Play) -> None:
    play_ended.run(turn, PlayEnded(event.at, effect.play, effect.leg, completed=False))


def _not_played_to_call(turn: Turn, event: SwitchFailed, effect: effects.PlayToCall) -> None:
    given = CallPlayEnded(event.at, effect.play, effect.call, completed=False)
    call_play_ended.run(turn, given)


def _not_recorded(turn: Turn, event: SwitchFailed, effect: effects.Record) -> None:
    recording.complete(turn, effect.recording, 0)


def _no_message(turn: Turn, event: SwitchFailed, effect: effects.RecordMessage) -> None:
    message_recorded.run(turn, MessageRecorded(event.at, effect.name, 0, event.reason))


def _not_paused(turn: Turn, event: SwitchFailed, effect: effects.PauseRecording) -> None:
    recording.not_set(turn, effect.recording, paused=True)


def _not_resumed(turn: Turn, event: SwitchFailed, effect: effects.ResumeRecording) -> None:
    recording.not_set(turn, effect.recording, paused=False)


def _not_heard(turn: Turn, event: SwitchFailed, effect: effects.Detect) -> None:
    if event.reason in HANGING_UP:
        _ask_to_go(turn, effect.leg)
    else:
        machine_heard.run(turn, MachineHeard(event.at, effect.leg, "unsure", event.reason))


def _not_muted(turn: Turn, event: SwitchFailed, effect: effects.Mute) -> None:
    leg = turn.world.legs.get(effect.leg)
    if leg is not None and leg.user and event.reason not in HANGING_UP:
        mute.not_set(turn, turn.seat(leg.user), muted=True)


def _not_unmuted(turn: Turn, event: SwitchFailed, effect: effects.Unmute) -> None:
    leg = turn.world.legs.get(effect.leg)
    if leg is not None and leg.user and event.reason not in HANGING_UP:
        mute.not_set(turn, turn.seat(leg.user), muted=False)


def _not_joined(turn: Turn, event: SwitchFailed, effect: effects.Answer | effects.Join) -> None:
    if event.reason in HANGING_UP:
        _ask_to_go(turn, effect.leg)
    else:
        _give_up(turn, effect.leg)


def _not_opened(turn: Turn, event: SwitchFailed, effect: effects.OpenCall) -> None:
    _give_up(turn, effect.beside)


def _ask_to_go(turn: Turn, leg_id: str) -> None:
    """It hung up at this moment: its end is on its way. If not, this brings it about."""
    leg = turn.world.legs.get(leg_id)
    if leg is not None and leg.state is not LegState.ENDING:
        turn.emit(effects.HangUp(leg_id))


def _give_up(turn: Turn, leg_id: str) -> None:
    """A leg that can not be joined is of no use: its call ends, rather than in silence."""
    leg = turn.world.legs.get(leg_id)
    if leg is None:
        return
    call = turn.world.calls.get(leg.call)
    contact = turn.world.contacts.get(leg.contact)
    if call is not None and not _is_spare(turn, leg, call):
        calls.end(turn, call, "system", "switch_failed")
    elif call is None and contact is not None and contact.leg == leg_id:
        contacts.end(turn, contact, "system", "switch_failed")
    else:
        _ask_to_go(turn, leg_id)


def _is_spare(turn: Turn, leg: Leg, call: Call) -> bool:
    """The others can talk on without it: a supervisor, or one too many of a conference."""
    world = turn.world
    if leg.user in world.seats and world.seats[leg.user].supervising is not None:
        return True
    is_customer = world.contacts[call.contact].leg == leg.id
    return not is_customer and len(hearing.voices(world, call)) > 2


FOLLOWS: dict[type[SwitchEffect], Callable[[Turn, SwitchFailed, Any], None]] = {
    effects.DialPhone: _not_dialled,
    effects.DialOutside: _not_dialled,
    effects.Tap: _not_dialled,
    effects.HangUp: _not_hung_up,
    effects.Detect: _not_heard,
    effects.Play: _not_played,
    effects.PlayToCall: _not_played_to_call,
    effects.Record: _not_recorded,
    effects.RecordMessage: _no_message,
    effects.PauseRecording: _not_paused,
    effects.ResumeRecording: _not_resumed,
    effects.Mute: _not_muted,
    effects.Unmute: _not_unmuted,
    effects.Answer: _not_joined,
    effects.Join: _not_joined,
    effects.OpenCall: _not_opened,
}
