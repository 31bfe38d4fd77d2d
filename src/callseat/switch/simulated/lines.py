"""What happens to a leg from either side: it is answered, hears a sound to its end, is hung up."""

from __future__ import annotations

from collections.abc import Callable

from callseat.domain.effects import Speech
from callseat.domain.inputs import (
    CallPlayEnded,
    DigitPressed,
    LegAnswered,
    LegEnded,
    MessageRecorded,
    PlayEnded,
    RecordingEnded,
)
from callseat.switch.cause import NORMAL, Cause
from callseat.switch.simulated.network import (
    Call,
    Customer,
    Leg,
    LegState,
    Network,
    Playback,
    Probe,
)

LETTER = 80  # ms in which a letter is spoken


def later(network: Network, leg: Leg, delay: int, action: Callable[[], None]) -> None:
    """Do `action` after `delay` ms if the leg is still there."""

    def act() -> None:
        if network.legs.get(leg.id) is leg:
            action()

    network.clock.after(delay, act)


def answered(network: Network, leg: Leg) -> None:
    """The leg is up from now on, whoever answered it."""
    leg.state = LegState.UP
    leg.ringback = False
    network.emit(LegAnswered(network.event_time, leg.id))
    if isinstance(leg.party, Customer):
        for delay, digit in leg.party.habits.digits:
            later(network, leg, delay, lambda digit=digit: press(network, leg, digit))  # type: ignore[misc]
    elif not isinstance(leg.party, Probe) and leg.party.habits.talk:
        later(network, leg, leg.party.habits.talk, lambda: end(network, leg, NORMAL))


def press(network: Network, leg: Leg, digit: str) -> None:
    """A key; unheard while the leg is not up. # ends a message."""
    if leg.state is LegState.UP:
        if digit == "#":
            message_over(network, leg)
        network.emit(DigitPressed(network.event_time, leg.id, digit))


def talking(network: Network, leg: Leg) -> None:
    """The leg is in a call; a customer begins to count the talk the first time."""
    if leg.talked:
        return
    leg.talked = True
    if isinstance(leg.party, Customer) and leg.party.habits.talk:
        later(network, leg, leg.party.habits.talk, lambda: end(network, leg, NORMAL))


def leave(network: Network, leg: Leg) -> None:
    """Out of the call that the leg is in, if any. What nobody hears any more is over."""
    if call := network.calls.get(leg.call):
        del call.legs[leg.id]
        if not call.legs:
            silence(network, call)
    leg.call = ""
    leg.muted = False


def play_first(network: Network, leg: Leg) -> None:
    """Begin the playback at the head of the leg's line, if there is one."""
    if not leg.plays:
        return
    playback = leg.plays[0]
    length, known = length_of(network, playback)

    def over() -> None:
        if leg.plays and leg.plays[0] is playback:
            play_over(network, leg, playback, completed=known)

    later(network, leg, length, over)


def length_of(network: Network, playback: Playback) -> tuple[int, bool]:
    """In milliseconds, and whether all its sounds are there; without one it is over at once."""
    total = 0
    for sound in playback.sounds:
        if isinstance(sound, Speech):
            total += len(sound.text) * LETTER
        elif sound in network.sounds:
            total += network.settings.sound_lengths.get(sound, network.settings.sound_length)
        else:
            return 0, False
    return total, True


def play_over(network: Network, leg: Leg, playback: Playback, *, completed: bool) -> None:
    """A playback is heard no more; the next in line begins if this one was running."""
    first = leg.plays[0] is playback
    leg.plays.remove(playback)
    network.emit(PlayEnded(network.event_time, playback.id, leg.id, completed))
    if first:
        play_first(network, leg)


def play_first_to_call(network: Network, call: Call) -> None:
    """As play_first, for everybody in a call."""
    if not call.plays:
        return
    playback = call.plays[0]
    length, known = length_of(network, playback)

    def over() -> None:
        if call.plays and call.plays[0] is playback:
            call_play_over(network, call, playback, completed=known)

    network.clock.after(length, over)


def call_play_over(network: Network, call: Call, playback: Playback, *, completed: bool) -> None:
    """As play_over, for everybody in a call."""
    first = call.plays[0] is playback
    call.plays.remove(playback)
    network.emit(CallPlayEnded(network.event_time, playback.id, call.id, completed))
    if first:
        play_first_to_call(network, call)


def silence(network: Network, call: Call) -> None:
    """All that is played or waits to be played there is over before its time."""
    while call.plays:
        call_play_over(network, call, call.plays[-1], completed=False)


def message_over(network: Network, leg: Leg) -> None:
    """What was said so far is the message."""
    if (message := leg.message) is not None:
        leg.message = None
        length = network.clock.now - message.began
        network.emit(MessageRecorded(network.event_time, message.name, length))


def end(network: Network, leg: Leg, cause: Cause, told: Cause | None = None) -> None:
    """The leg is gone, with its taps; `told` is what the telephone is told, if not `cause`."""
    for playback in leg.plays:
        network.emit(PlayEnded(network.event_time, playback.id, leg.id, completed=False))
    message_over(network, leg)
    leave(network, leg)
    del network.legs[leg.id]
    if isinstance(leg.party, Probe):
        del leg.party.target.taps[leg.id]
    leg.party.leg = ""
    leg.party.ended = told or cause
    network.emit(LegEnded(network.event_time, leg.id, cause.q850, cause.sip))
    for name, recording in leg.recordings.items():
        del network.recordings[name]
        length = network.clock.now - recording.began
        network.emit(RecordingEnded(network.event_time, name, length))
    for tap in list(leg.taps.values()):
        end(network, tap, NORMAL)
