"""Effects on calls: who is in them, who is heard there, who listens in."""

from __future__ import annotations

from callseat.domain.effects import CloseCall, Join, Leave, Mute, OpenCall, Tap, Unmute
from callseat.switch.failure import Failure
from callseat.switch.simulated import lines
from callseat.switch.simulated.network import Call, Failed, Leg, Network, Probe


def open_call(network: Network, effect: OpenCall) -> None:
    if effect.call in network.calls:
        raise Failed(Failure.CONFLICT)
    network.calls[effect.call] = Call(effect.call)


def close_call(network: Network, effect: CloseCall) -> None:
    """Those who are in it stay on the line, alone."""
    call = network.call(effect.call)
    lines.silence(network, call)
    for leg in list(call.legs.values()):
        lines.leave(network, leg)
    del network.calls[effect.call]


def join(network: Network, effect: Join) -> None:
    """From one call to another in one move; joined again, only `muted` changes."""
    leg, call = network.leg_there(effect.leg), network.call(effect.call)
    if leg.call != call.id:
        lines.leave(network, leg)
    call.legs[leg.id] = leg
    leg.call = call.id
    leg.muted = effect.muted
    lines.talking(network, leg)


def leave(network: Network, effect: Leave) -> None:
    leg, call = network.leg(effect.leg), network.call(effect.call)
    if leg.call != call.id:
        raise Failed(Failure.WRONG_STATE)
    lines.leave(network, leg)


def mute(network: Network, effect: Mute) -> None:
    network.leg_there(effect.leg).silenced = True


def unmute(network: Network, effect: Unmute) -> None:
    network.leg_there(effect.leg).silenced = False


def tap(network: Network, effect: Tap) -> None:
    target = network.leg(effect.target)
    if effect.leg in network.legs:
        raise Failed(Failure.CONFLICT)
    leg = Leg(effect.leg, Probe(target, effect.leg), inbound=False)
    network.legs[leg.id] = target.taps[leg.id] = leg
    lines.answered(network, leg)
