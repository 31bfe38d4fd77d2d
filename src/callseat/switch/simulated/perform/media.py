"""Effects on what a leg hears, and on what is recorded of it."""

from __future__ import annotations

from callseat.domain.effects import Play, Record, StartMusic, StopMusic, StopPlay
from callseat.switch.failure import Failure
from callseat.switch.simulated.lines import play_first, play_over
from callseat.switch.simulated.network import Failed, Network, Playback


def start_music(network: Network, effect: StartMusic) -> None:
    network.leg_up(effect.leg).music = effect.music


def stop_music(network: Network, effect: StopMusic) -> None:
    """Silence may be asked for twice."""
    network.leg(effect.leg).music = ""


def play(network: Network, effect: Play) -> None:
    """Plays of one leg are heard one after the other. A sound that is not there fails the play."""
    leg = network.leg_up(effect.leg)
    if any(playback.id == effect.play for playback in leg.plays):
        raise Failed(Failure.CONFLICT)
    leg.plays.append(Playback(effect.play, effect.sounds))
    if len(leg.plays) == 1:
        play_first(network, leg)


def stop_play(network: Network, effect: StopPlay) -> None:
    leg = network.leg(effect.leg)
    for playback in leg.plays:
        if playback.id == effect.play:
            play_over(network, leg, playback, completed=False)
            return
    raise Failed(Failure.NOT_FOUND)


def record(network: Network, effect: Record) -> None:
    leg = network.leg_up(effect.leg)
    if effect.recording in network.recordings:
        raise Failed(Failure.CONFLICT)
    network.recordings[effect.recording] = network.clock.now
    leg.recordings[effect.recording] = network.clock.now
