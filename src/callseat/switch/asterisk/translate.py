"""Asterisk's events as the domain's inputs. Pure: what it must remember is given.

A channel carries the id of its leg. One that we dialled has an id of ours and enters the
application when it is answered; any other that enters is a call from outside or from a phone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from callseat.domain import inputs
from callseat.domain.inputs import SwitchEvent
from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.messages import AnyEvent
from callseat.switch.asterisk.plant import trunk_of

OUR_LEG = "l-"
Plays = dict[str, str]  # playback -> the leg that hears it


def translate(plays: Plays, event: AnyEvent, at: int) -> SwitchEvent | None:
    """The input that this event is, or None if it is of no interest."""
    how = TABLE.get(type(event))
    return how(plays, event, at) if how else None


def _entered(plays: Plays, event: ari.StasisStart, at: int) -> SwitchEvent | None:
    channel = event.channel
    if channel.id.startswith(OUR_LEG):
        return inputs.LegAnswered(at, channel.id)
    return arrived(channel, at)


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
        caller=channel.caller.number,
        callee=channel.dialplan.exten,
        caller_name=channel.caller.name,
    )


def _changed(plays: Plays, event: ari.ChannelStateChange, at: int) -> SwitchEvent | None:
    """Ringing of a leg that we dialled, or that a call from outside was answered as we told."""
    leg, state = event.channel.id, event.channel.state
    ours = leg.startswith(OUR_LEG)
    if ours and state == "Ringing":
        return inputs.LegRinging(at, leg)
    if not ours and state == "Up":
        return inputs.LegAnswered(at, leg)
    return None


def _ended(plays: Plays, event: ari.ChannelDestroyed, at: int) -> SwitchEvent | None:
    return inputs.LegEnded(at, event.channel.id, event.cause, event.tech_cause or 0)


def _left(plays: Plays, event: ari.StasisEnd, at: int) -> SwitchEvent | None:
    """A call from outside is over: of it, unlike of one we dialled, no ChannelDestroyed comes."""
    if event.channel.id.startswith(OUR_LEG):
        return None
    return inputs.LegEnded(at, event.channel.id)


def _digit(plays: Plays, event: ari.ChannelDtmfReceived, at: int) -> SwitchEvent | None:
    return inputs.DigitPressed(at, event.channel.id, event.digit)


def _play_ended(plays: Plays, event: ari.PlaybackFinished, at: int) -> SwitchEvent | None:
    leg = plays.pop(event.playback.id, "")
    completed = event.playback.state == "done"
    return inputs.PlayEnded(at, event.playback.id, leg, completed=completed) if leg else None


def _endpoint(plays: Plays, event: ari.EndpointStateChange, at: int) -> SwitchEvent | None:
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
    ari.PlaybackFinished: _play_ended,
    ari.EndpointStateChange: _endpoint,
}
