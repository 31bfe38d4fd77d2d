"""The switch is there (again): what it has and what we believe are brought together.

A leg that it has no more has ended; a leg of ours that we do not know is hung up; callers that
arrived meanwhile are told by CallArrived, and recordings that broke off by RecordingEnded, as
always.
"""

from __future__ import annotations

from callseat.domain import call as calls
from callseat.domain import effects, legs
from callseat.domain.dialer import running
from callseat.domain.events import call_play_ended, play_ended
from callseat.domain.events.leg_ended import end_leg
from callseat.domain.events.phone_reachable import set_reachable
from callseat.domain.inputs import CallPlayEnded, LegEnded, SwitchSnapshot
from callseat.domain.turn import Turn
from callseat.domain.world import LegState


def run(turn: Turn, event: SwitchSnapshot) -> None:
    turn.world.switch_up = True
    turn.log("switch_up")
    _phones(turn, event)
    _legs(turn, event)
    _calls(turn, event)
    _sounds_are_over(turn)
    _all_ready_again(turn)
    running.refresh(turn)


def _phones(turn: Turn, event: SwitchSnapshot) -> None:
    phones = dict.fromkeys(event.phones)
    for extension in [phone for phone in turn.world.phones if phone not in phones]:
        set_reachable(turn, extension, reachable=False)
    for extension in phones:
        set_reachable(turn, extension, reachable=True)


def _legs(turn: Turn, event: SwitchSnapshot) -> None:
    world, there = turn.world, dict.fromkeys(event.legs)
    for leg in [leg for leg in world.legs if leg not in there]:
        end_leg(turn, LegEnded(turn.at, leg), cause="switch_lost")
    for leg in there:
        known = world.legs.get(leg)
        if known.state is LegState.ENDING if known else leg.startswith(legs.OURS):
            turn.emit(effects.HangUp(leg))  # not told yet, or told while nobody heard it


def _calls(turn: Turn, event: SwitchSnapshot) -> None:
    world = turn.world
    supervised = (world.seats[user].supervising for user in world.taps.values())
    rooms = {one.room: None for one in supervised if one is not None}
    for call in event.calls:
        if call not in world.calls and call not in rooms and call.startswith("b-"):
            turn.emit(effects.CloseCall(call))


def _sounds_are_over(turn: Turn) -> None:
    """Their end may have come while nobody heard it: rather cut short than waited for for ever."""
    for contact in list(turn.world.contacts.values()):
        playing = contact.walk.play if contact.walk else ""
        if contact.visit is not None and contact.visit.announcement:
            playing = contact.visit.announcement
        if playing:
            turn.emit(effects.StopPlay(playing, contact.leg))
            play_ended.go_on(turn, contact, playing)
    for call in list(turn.world.calls.values()):
        if call.play:
            calls.stop_play(turn, call)
            call_play_ended.run(turn, CallPlayEnded(turn.at, call.play, call.id, completed=False))


def _all_ready_again(turn: Turn) -> None:
    """Offers stood still while the switch was away."""
    for line in turn.world.lines.values():
        for contact_id in (*line.waiting, *line.called):
            turn.joined[contact_id] = None
