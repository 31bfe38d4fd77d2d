"""What each effect does to the network: the table of effects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from callseat.domain import effects
from callseat.domain.effects import SwitchEffect
from callseat.domain.inputs import SwitchFailed
from callseat.switch.failure import Failure
from callseat.switch.simulated.network import Failed, Network
from callseat.switch.simulated.perform import calls, legs, media, numbers

DEEDS: dict[type[SwitchEffect], Callable[[Network, Any], None]] = {
    effects.Answer: legs.answer,
    effects.Ringback: legs.ringback,
    effects.DialPhone: legs.dial_phone,
    effects.DialOutside: numbers.dial_outside,
    effects.AnswerPhone: legs.answer_phone,
    effects.HangUp: legs.hang_up,
    effects.OpenCall: calls.open_call,
    effects.CloseCall: calls.close_call,
    effects.Join: calls.join,
    effects.Leave: calls.leave,
    effects.Mute: calls.mute,
    effects.Unmute: calls.unmute,
    effects.Tap: calls.tap,
    effects.SendDigits: numbers.send_digits,
    effects.StartMusic: media.start_music,
    effects.StopMusic: media.stop_music,
    effects.Play: media.play,
    effects.StopPlay: media.stop_play,
    effects.PlayToCall: media.play_to_call,
    effects.StopCallPlay: media.stop_call_play,
    effects.Record: media.record,
    effects.PauseRecording: media.pause_recording,
    effects.ResumeRecording: media.resume_recording,
    effects.RecordMessage: media.record_message,
    effects.Detect: numbers.detect,
}


def perform(network: Network, effect: SwitchEffect) -> None:
    """Carry out one effect, after the settings' delay; failures are reported, never raised."""
    if network.settings.command_delay or network.settings.command_jitter:
        earliest = network.clock.now + network.settings.command_delay
        due = network.lanes.arrival(effect, earliest)
        network.clock.at(due, lambda: _carry_out(network, effect))
    else:
        _carry_out(network, effect)


def _carry_out(network: Network, effect: SwitchEffect) -> None:
    if not network.connected:  # also what was on its way when the connection broke
        network.report(SwitchFailed(network.event_time, effect, Failure.NOT_CONNECTED))
        return
    try:
        if network.faults.strikes(effect):
            raise Failed(Failure.REFUSED)
        DEEDS[type(effect)](network, effect)
    except Failed as failed:
        network.emit(SwitchFailed(network.event_time, effect, failed.reason))
