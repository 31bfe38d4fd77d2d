"""Asterisk's events as the domain's inputs. Pure: what it must remember is given.

A channel carries the id of its leg. A phone that we rang enters the application when it answers, a
tap at once, an outside number that we call when it is created; they have ids of ours. Any other
that enters is a call from outside or from a phone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from callseat.domain import inputs
from callseat.domain.effects import Play, PlayToCall
from callseat.domain.inputs import SwitchEvent
from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.messages import AnyEvent
from callseat.switch.asterisk.plant import trunk_of
from callseat.switch.asterisk.runtime.dialplan import HEARD

PHONE, OUTSIDE, TAP = "l-", "o-", "w-"  # how the ids of our legs begin, by what was asked for
OURS = (PHONE, OUTSIDE, TAP)
VERDICTS = {"HUMAN": "human", "MACHINE": "machine"}  # of AMDSTATUS; others are not sure
ANONYMOUS = "anonymous"  # the user part of a withheld caller's address (RFC 3323 section 4.1.1.3)


class Plays:
    """What is being played to whom, and what was told to stop.

    Asterisk says of a stopped playback that it was played to its end.
    """

    def __init__(self) -> None:
        self._running: dict[str, Play | PlayToCall] = {}
        self._stopped: set[str] = set()
        self._in_call: dict[str, dict[str, None]] = {}

    def is_known(self, play: str) -> bool:
        return play in self._running

    def begin(self, effect: Play | PlayToCall) -> None:
        self._running[effect.play] = effect
        if isinstance(effect, PlayToCall):
            self._in_call.setdefault(effect.call, {})[effect.play] = None

    def stop(self, play: str) -> None:
        if play in self._running:
            self._stopped.add(play)

    def end(self, play: str, at: int, *, completed: bool = True) -> SwitchEvent | None:
        """What is to be told of it, None if it is not known."""
        effect = self._running.pop(play, None)
        completed = completed and play not in self._stopped
        self._stopped.discard(play)
        if isinstance(effect, PlayToCall):
            plays = self._in_call[effect.call]
            del plays[play]
            if not plays:
                del self._in_call[effect.call]
        return play_ended(effect, at, completed=completed) if effect else None

    def in_call(self, call: str) -> list[str]:
        return list(self._in_call.get(call, ()))


def play_ended(effect: Play | PlayToCall, at: int, *, completed: bool) -> SwitchEvent:
    """How the end of each of the two kinds is told."""
    if isinstance(effect, PlayToCall):
        return inputs.CallPlayEnded(at, effect.play, effect.call, completed=completed)
    return inputs.PlayEnded(at, effect.play, effect.leg, completed=completed)


def translate(plays: Plays, event: AnyEvent, at: int) -> SwitchEvent | None:
    """The input that this event is, or None if it is of no interest."""
    how = TABLE.get(type(event))
    return how(plays, event, at) if how else None


def _entered(plays: Plays, event: ari.StasisStart, at: int) -> SwitchEvent | None:
    channel = event.channel
    if channel.id.startswith(OUTSIDE):
        return None if is_made(event) else _heard(event, at)
    if channel.id.startswith(OURS):
        return inputs.LegAnswered(at, channel.id)
    return arrived(channel, at)


def is_made(event: ari.StasisStart) -> bool:
    """Whether it is a leg to the outside that was just made, and not one that was listened to."""
    return event.channel.id.startswith(OUTSIDE) and event.args[:1] != [HEARD]


def _heard(event: ari.StasisStart, at: int) -> SwitchEvent:
    verdict, cause = (*event.args[1:], "", "")[:2]
    return inputs.MachineHeard(at, event.channel.id, VERDICTS.get(verdict, "unsure"), cause)


def arrived(channel: ari.Channel, at: int) -> SwitchEvent:
    """A channel from outside: a customer's on a trunk, or a seat's phone that dialled."""
    endpoint = channel.name.partition("/")[2].rpartition("-")[0]
    trunk = trunk_of(endpoint)
    if trunk is None:
        return inputs.PhoneDialled(at, channel.id, endpoint, channel.dialplan.exten)
    return inputs.CallArrived(
        at,
        leg=channel.id,
        trunk=trunk,
        caller="" if channel.caller.number == ANONYMOUS else channel.caller.number,
        callee=channel.dialplan.exten,
        caller_name=channel.caller.name,
    )


def _changed(plays: Plays, event: ari.ChannelStateChange, at: int) -> SwitchEvent | None:
    """Ringing of a leg that we dialled; that an outside number answered, or we a call from there.

    Of a phone and of a tap it is told by their entry.
    """
    leg, state = event.channel.id, event.channel.state
    if state == "Ringing" and leg.startswith(OURS):
        return inputs.LegRinging(at, leg)
    if state == "Up" and not leg.startswith((PHONE, TAP)):
        return inputs.LegAnswered(at, leg)
    return None


def _dialled(plays: Plays, event: ari.Dial, at: int) -> SwitchEvent | None:
    """Early media, told twice. What else a Dial tells comes as a change of the channel's state."""
    leg = event.peer.id
    if event.dialstatus == "PROGRESS" and leg.startswith(OUTSIDE):
        return inputs.LegProgress(at, leg)
    return None


def _ended(plays: Plays, event: ari.ChannelDestroyed, at: int) -> SwitchEvent | None:
    return inputs.LegEnded(at, event.channel.id, event.cause, event.tech_cause or 0)


def _left(plays: Plays, event: ari.StasisEnd, at: int) -> SwitchEvent | None:
    """A call from outside is over, or a tap: of these no ChannelDestroyed comes."""
    if event.channel.id.startswith((PHONE, OUTSIDE)):
        return None
    return inputs.LegEnded(at, event.channel.id)


def _digit(plays: Plays, event: ari.ChannelDtmfReceived, at: int) -> SwitchEvent | None:
    return inputs.DigitPressed(at, event.channel.id, event.digit)


def _playback_finished(plays: Plays, event: ari.PlaybackFinished, at: int) -> SwitchEvent | None:
    return plays.end(event.playback.id, at, completed=event.playback.state == "done")


def _endpoint(plays: Plays, event: ari.PeerStatusChange, at: int) -> SwitchEvent | None:
    if not is_phone(event.endpoint.resource):
        return None
    return inputs.PhoneReachable(at, event.endpoint.resource, event.endpoint.state == "online")


def is_phone(endpoint: str) -> bool:
    """Extensions are digits (store.directory.rules); other endpoints are trunks or helpers."""
    return endpoint.isdecimal()


TABLE: dict[type, Callable[[Plays, Any, int], SwitchEvent | None]] = {
    ari.StasisStart: _entered,
    ari.ChannelStateChange: _changed,
    ari.ChannelDestroyed: _ended,
    ari.StasisEnd: _left,
    ari.ChannelDtmfReceived: _digit,
    ari.Dial: _dialled,
    ari.PlaybackFinished: _playback_finished,
    ari.PeerStatusChange: _endpoint,
}
