"""One telephone's connection: hung up once, and what it hears while it is alone."""

from __future__ import annotations

from callseat.domain import effects
from callseat.domain.effects import HangUpReason
from callseat.domain.turn import Turn
from callseat.domain.world import Leg, LegState, Seat

OURS = ("l-", "o-", "w-")  # legs that we made; see Turn.new_id


def is_ending(leg: Leg) -> bool:
    return leg.state is LegState.ENDING


def is_up(turn: Turn, leg_id: str) -> bool:
    leg = turn.world.legs.get(leg_id)
    return leg is not None and leg.state is LegState.UP


def hang_up(turn: Turn, leg_id: str, reason: HangUpReason = HangUpReason.NORMAL) -> None:
    """Tell a leg to hang up, once; nothing if it is gone."""
    leg = turn.world.legs.get(leg_id)
    if leg is not None and not is_ending(leg):
        leg.state = LegState.ENDING
        turn.emit(effects.HangUp(leg_id, reason))


def farewell(turn: Turn, leg_id: str, sounds: tuple[str, ...]) -> None:
    """Hang up after these sounds. The leg is its contact's no more."""
    known = tuple(sound for sound in sounds if sound in turn.world.sounds)
    if known and is_up(turn, leg_id):
        play = turn.new_id("p")
        turn.world.farewells[play] = leg_id
        turn.emit(effects.Play(play, leg_id, known))
    else:
        hang_up(turn, leg_id)


def turn_away(turn: Turn, leg_id: str) -> None:
    """Hang up a leg of ours that lives though it is not known: it was dialled after the switch drew
    up a snapshot that did not have it, and believed to be gone.
    """
    if leg_id.startswith(OURS) and leg_id not in turn.world.legs:
        turn.emit(effects.HangUp(leg_id))


def start_music(turn: Turn, leg: Leg, music: str) -> None:
    leg.music = music
    turn.emit(effects.StartMusic(leg.id, music))


def stop_music(turn: Turn, leg: Leg) -> None:
    """Nothing if it hears none."""
    if leg.music:
        leg.music = ""
        turn.emit(effects.StopMusic(leg.id))


def stop_own_music(turn: Turn, at: Seat) -> None:
    """The seat waits for nobody on its phone any more."""
    if is_up(turn, at.leg):
        stop_music(turn, turn.world.legs[at.leg])
