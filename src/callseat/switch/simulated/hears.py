"""The ears: who hears whom, and which music or sound, computed from the network."""

from __future__ import annotations

from callseat.switch.simulated.network import Leg, LegState, Network


def hears(network: Network) -> dict[str, tuple[str, ...]]:
    """For every leg what it hears: ids of legs, or one of `sound:`, `music:` and `ringback`."""
    return {leg.id: heard_by(network, leg) for leg in network.legs.values()}


def heard_by(network: Network, leg: Leg) -> tuple[str, ...]:
    """A sound covers the music and music covers the call, as on a real line."""
    if leg.plays:
        return tuple(f"sound:{sound}" for sound in leg.plays[0].sounds)
    if leg.music:
        return (f"music:{leg.music}",)
    if leg.state is not LegState.UP:
        return ("ringback",) if leg.ringback else ()
    call = network.calls.get(leg.call)
    if call is None:
        return ()
    return tuple(it.id for it in call.legs.values() if it is not leg and not it.muted)
