"""Effects on what a leg hears, and on what is recorded of it."""

from __future__ import annotations

from callseat.domain.effects import (
    PauseRecording,
    Play,
    PlayToCall,
    Record,
    RecordMessage,
    ResumeRecording,
    StartMusic,
    StopCallPlay,
    StopMusic,
    StopPlay,
)
from callseat.switch.failure import Failure
from callseat.switch.simulated.lines import (
    call_play_over,
    later,
    message_over,
    play_first,
    play_first_to_call,
    play_over,
)
from callseat.switch.simulated.network import Failed, Network, Playback, Recording


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


def play_to_call(network: Network, effect: PlayToCall) -> None:
    """As play, heard by all who are in the call together with its voices."""
    call = network.call(effect.call)
    if any(playback.id == effect.play for playback in call.plays):
        raise Failed(Failure.CONFLICT)
    call.plays.append(Playback(effect.play, effect.sounds))
    if len(call.plays) == 1:
        play_first_to_call(network, call)


def stop_call_play(network: Network, effect: StopCallPlay) -> None:
    call = network.call(effect.call)
    for playback in call.plays:
        if playback.id == effect.play:
            call_play_over(network, call, playback, completed=False)
            return
    raise Failed(Failure.NOT_FOUND)


def record(network: Network, effect: Record) -> None:
    leg = network.leg_up(effect.leg)
    if effect.recording in network.recordings:
        raise Failed(Failure.CONFLICT)
    recording = Recording(network.clock.now)
    network.recordings[effect.recording] = leg.recordings[effect.recording] = recording


def record_message(network: Network, effect: RecordMessage) -> None:
    """Whoever is there speaks on and on: only the limit or the end of the leg ends it."""
    leg = network.leg_up(effect.leg)
    if leg.message is not None:
        raise Failed(Failure.CONFLICT)
    leg.message = message = Recording(network.clock.now, name=effect.name)

    def over() -> None:
        if leg.message is message:
            message_over(network, leg)

    later(network, leg, effect.longest * 1000, over)


def pause_recording(network: Network, effect: PauseRecording) -> None:
    _recording(network, effect).paused = True


def resume_recording(network: Network, effect: ResumeRecording) -> None:
    _recording(network, effect).paused = False


def _recording(network: Network, effect: PauseRecording | ResumeRecording) -> Recording:
    recording = network.leg(effect.leg).recordings.get(effect.recording)
    if recording is None:
        raise Failed(Failure.NOT_FOUND)
    return recording
