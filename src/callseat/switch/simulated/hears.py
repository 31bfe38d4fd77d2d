"""The ears: who hears whom, and which music or sound, computed from the network."""

from __future__ import annotations

from callseat.domain.effects import Speech
from callseat.switch.simulated.network import Leg, LegState, Network, Probe


def hears(network: Network) -> dict[str, tuple[str, ...]]:
    """For every leg what it hears: ids of legs, or one of `sound:`, `music:` and `ringback`."""
    return {leg.id: heard_by(network, leg) for leg in network.legs.values()}


def heard_by(network: Network, leg: Leg) -> tuple[str, ...]:
    """What its line brings, and what is whispered into it. A tap hears its target's line."""
    if isinstance(leg.party, Probe):
        return tuple(dict.fromkeys(_said(network, leg, ())))
    whispered = [
        voice
        for tap in leg.taps.values()
        for other in _others(network, tap)
        for voice in _said(network, other, (tap.id,))
    ]
    return tuple(dict.fromkeys(_line(network, leg, ()) + whispered))


def _line(network: Network, leg: Leg, through: tuple[str, ...]) -> list[str]:
    """A sound covers the music and music covers the call, as on a real line; to a call sounds are
    added. `through` are the taps on the way here: no voice goes round for ever.
    """
    if leg.plays:
        return _sounds(leg.plays[0].sounds)
    if leg.music:
        return [f"music:{leg.music}"]
    if leg.state is not LegState.UP:
        return ["ringback"] if leg.ringback else []
    heard = [voice for it in _others(network, leg) for voice in _said(network, it, through)]
    call = network.calls.get(leg.call)
    return heard + (_sounds(call.plays[0].sounds) if call and call.plays else [])


def _said(network: Network, leg: Leg, through: tuple[str, ...]) -> list[str]:
    """What comes from a leg: its own voice, or of a tap all that is on its target's line."""
    if not isinstance(leg.party, Probe):
        return [leg.id] if leg.state is LegState.UP or leg.early else []
    if leg.id in through:
        return []
    target, through = leg.party.target, (*through, leg.id)
    voice = [] if target.silenced else _said(network, target, through)
    return [*voice, *_line(network, target, through)]


def _others(network: Network, leg: Leg) -> list[Leg]:
    """Those in the same call who are let through."""
    call = network.calls.get(leg.call)
    legs = call.legs.values() if call else ()
    return [it for it in legs if it is not leg and not it.muted and not it.silenced]


def _sounds(sounds: tuple[str | Speech, ...]) -> list[str]:
    return [f"sound:{one.text if isinstance(one, Speech) else one}" for one in sounds]
