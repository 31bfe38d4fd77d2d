"""Effects on outside numbers: called, and keys sent to whoever is there."""

from __future__ import annotations

from callseat.domain.effects import Detect, DialOutside, SendDigits
from callseat.domain.inputs import LegProgress, LegRinging, MachineHeard
from callseat.switch.cause import BUSY, NO_ANSWER
from callseat.switch.failure import Failure
from callseat.switch.keys import KEYS, NUMBER
from callseat.switch.simulated.lines import answered, end, later
from callseat.switch.simulated.network import Callee, Failed, Leg, LegState, Network, Probe
from callseat.switch.simulated.settings import NumberHabits, Reaction


def dial_outside(network: Network, effect: DialOutside) -> None:
    """What the number does to it comes as events of the leg, which is there at once."""
    if effect.leg in network.legs:
        raise Failed(Failure.CONFLICT)
    if not NUMBER.fullmatch(effect.number):
        raise Failed(Failure.REFUSED)
    if effect.trunk not in network.trunks:
        raise Failed(Failure.NOT_FOUND)
    habits = network.numbers.get(effect.number, network.settings.numbers)
    callee = Callee(effect.number, effect.caller, habits, effect.leg)
    leg = network.legs[effect.leg] = Leg(effect.leg, callee, inbound=False)
    network.called[effect.number] = callee
    later(network, leg, network.settings.ring_delay, lambda: _reached(network, leg, habits))


def _reached(network: Network, leg: Leg, habits: NumberHabits) -> None:
    """Who answers or refuses at once does not ring."""
    rings = habits.delay or habits.reaction is Reaction.WAIT
    if habits.early_media:
        leg.early = True
        network.emit(LegProgress(network.event_time, leg.id))
    elif rings:
        network.emit(LegRinging(network.event_time, leg.id))
    if habits.reaction is not Reaction.WAIT:
        later(network, leg, habits.delay, lambda: _react(network, leg, habits))


def _react(network: Network, leg: Leg, habits: NumberHabits) -> None:
    if leg.state is not LegState.RINGING:
        return
    if habits.reaction is Reaction.ANSWER:
        answered(network, leg)
    else:
        causes = {Reaction.BUSY: BUSY, Reaction.TIMEOUT: NO_ANSWER}
        end(network, leg, causes.get(habits.reaction, habits.cause))


def send_digits(network: Network, effect: SendDigits) -> None:
    leg = network.leg_there(effect.leg)
    if not KEYS.fullmatch(effect.digits):
        raise Failed(Failure.REFUSED)
    if not isinstance(leg.party, Probe):
        leg.party.digits += effect.digits


def detect(network: Network, effect: Detect) -> None:
    leg = network.leg_there(effect.leg)
    if leg.state is not LegState.UP or not isinstance(leg.party, Callee):
        raise Failed(Failure.CONFLICT)
    verdict = "machine" if leg.party.habits.machine else "human"
    later(network, leg, leg.party.habits.listening, lambda: _heard(network, leg, verdict))


def _heard(network: Network, leg: Leg, verdict: str) -> None:
    network.emit(MachineHeard(network.event_time, leg.id, verdict))
