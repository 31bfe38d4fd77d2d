"""Effects on legs: answered, dialled, hung up."""

from __future__ import annotations

from callseat.domain.effects import Answer, AnswerPhone, DialPhone, HangUp, Ringback
from callseat.domain.inputs import LegRinging
from callseat.switch.cause import ABSENT, BUSY, CANCELLED, NO_ANSWER, REJECTED, TOLD, Cause
from callseat.switch.failure import Failure
from callseat.switch.simulated.lines import answered, end, later
from callseat.switch.simulated.network import Device, Failed, Leg, LegState, Network
from callseat.switch.simulated.settings import Reaction


def answer(network: Network, effect: Answer) -> None:
    leg = _ringing(network, effect.leg, inbound=True)
    answered(network, leg)


def ringback(network: Network, effect: Ringback) -> None:
    _ringing(network, effect.leg, inbound=True).ringback = True


def answer_phone(network: Network, effect: AnswerPhone) -> None:
    leg = _ringing(network, effect.leg, inbound=False)
    answered(network, leg)


def _ringing(network: Network, leg_id: str, *, inbound: bool) -> Leg:
    leg = network.leg(leg_id)
    if leg.state is not LegState.RINGING or leg.inbound is not inbound:
        raise Failed(Failure.WRONG_STATE)
    return leg


def dial_phone(network: Network, effect: DialPhone) -> None:
    """Dialling is always accepted; what the phone says to it comes as events of the leg."""
    if effect.leg in network.legs:
        raise Failed(Failure.CONFLICT)
    phone = network.phones.get(effect.extension) or Device(effect.extension, "")
    leg = network.legs[effect.leg] = Leg(effect.leg, phone, inbound=False)
    if not phone.registered:
        return _decline(network, leg, ABSENT)
    if phone.leg or phone.habits.reaction is Reaction.BUSY:
        return _decline(network, leg, BUSY)
    phone.leg = leg.id
    later(network, leg, network.settings.ring_delay, lambda: _ring(network, leg, effect))
    return None


def _decline(network: Network, leg: Leg, cause: Cause) -> None:
    """The phone says no to this leg; one that it has already is not disturbed."""
    leg.party = Device(leg.party.extension, "") if isinstance(leg.party, Device) else leg.party
    later(network, leg, 0, lambda: end(network, leg, cause))


def _ring(network: Network, leg: Leg, effect: DialPhone) -> None:
    network.emit(LegRinging(network.event_time, leg.id))
    if not isinstance(leg.party, Device):
        return
    habits = leg.party.habits
    if effect.auto_answer and habits.obeys_auto_answer:
        later(network, leg, 0, lambda: _react(network, leg, Reaction.ANSWER))
    elif habits.reaction is not Reaction.WAIT:
        later(network, leg, habits.delay, lambda: _react(network, leg, habits.reaction))


def _react(network: Network, leg: Leg, reaction: Reaction) -> None:
    if leg.state is not LegState.RINGING:
        return
    if reaction is Reaction.ANSWER:
        answered(network, leg)
    elif reaction is Reaction.REJECT:
        end(network, leg, REJECTED)
    elif reaction is Reaction.TIMEOUT:
        end(network, leg, NO_ANSWER)


def hang_up(network: Network, effect: HangUp) -> None:
    """A leg that was not answered is told by a SIP answer, one that was by the cause alone."""
    leg = network.leg(effect.leg)
    cause = TOLD[effect.reason]
    plain = Cause(cause.q850)
    unanswered = cause if leg.inbound else CANCELLED
    end(network, leg, plain, plain if leg.state is LegState.UP else unanswered)
