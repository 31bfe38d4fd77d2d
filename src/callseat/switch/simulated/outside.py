"""What people do with their telephones, and the carrier and the building with their lines."""

from __future__ import annotations

from callseat.domain.inputs import CallArrived, PhoneDialled, PhoneReachable
from callseat.switch.cause import CANCELLED, NORMAL, REJECTED
from callseat.switch.driver import Plant
from callseat.switch.simulated import lines
from callseat.switch.simulated.network import (
    Callee,
    Customer,
    Device,
    Leg,
    LegState,
    Network,
    Party,
)
from callseat.switch.simulated.settings import CustomerHabits, NumberHabits, PhoneHabits


def call_in(
    network: Network,
    callee: str,
    caller: str = "",
    name: str = "",
    habits: CustomerHabits | None = None,
) -> Customer:
    """A customer calls a service number. The caller may be withheld ("")."""
    customer = Customer(caller, habits or CustomerHabits())
    leg = _arriving(network, customer)
    trunk = next(iter(network.trunks), "")
    network.emit(CallArrived(network.event_time, leg.id, trunk, caller, callee, name))
    if customer.habits.patience:
        lines.later(network, leg, customer.habits.patience, lambda: _lose_patience(network, leg))
    return customer


def _arriving(network: Network, party: Customer | Device) -> Leg:
    leg = Leg(network.new_leg_id(), party, inbound=True)
    network.legs[leg.id] = leg
    party.leg = leg.id
    return leg


def _lose_patience(network: Network, leg: Leg) -> None:
    if not leg.talked:
        lines.end(network, leg, CANCELLED if leg.state is LegState.RINGING else NORMAL)


def answering(network: Network, number: str, habits: NumberHabits) -> None:
    """How an outside number behaves when it is called."""
    network.numbers[number] = habits


def dial(network: Network, phone: Device, callee: str) -> None:
    """A seat's phone dials by itself; one that is not registered or is busy cannot."""
    if phone.registered and not phone.leg:
        leg = _arriving(network, phone)
        network.emit(PhoneDialled(network.event_time, leg.id, phone.extension, callee))


def pick_up(network: Network, party: Device | Callee) -> None:
    """A ringing telephone is answered; nothing happens when it does not ring."""
    leg = network.legs.get(party.leg)
    if leg and not leg.inbound and leg.state is LegState.RINGING:
        lines.answered(network, leg)


def put_down(network: Network, party: Party) -> None:
    """The party hangs up, or turns away a call that rings."""
    if leg := network.legs.get(party.leg):
        cause = NORMAL
        if leg.state is LegState.RINGING:
            cause = CANCELLED if leg.inbound else REJECTED
        lines.end(network, leg, cause)


def press(network: Network, party: Party, digit: str) -> None:
    if leg := network.legs.get(party.leg):
        lines.press(network, leg, digit)


def furnish(
    network: Network, extension: str, secret: str, habits: PhoneHabits | None = None
) -> Device:
    """Put a telephone on a desk and plug it in. It registers when the switch knows it."""
    phone = Device(extension, secret, habits or network.settings.habits)
    network.desks[extension] = phone
    if known := network.phones.get(extension):
        unplug(network, known)
        if known.secret == secret:
            network.phones[extension] = phone
            _register(network, phone, reachable=True)
    return phone


def plug(network: Network, phone: Device) -> None:
    """The phone wants to be registered, and is if the switch knows it."""
    phone.plugged = True
    _register(network, phone, reachable=network.phones.get(phone.extension) is phone)


def unplug(network: Network, phone: Device) -> None:
    """The phone is registered no more; a call that it has goes on."""
    phone.plugged = False
    _register(network, phone, reachable=False)


def _register(network: Network, phone: Device, *, reachable: bool) -> None:
    if phone.registered is not reachable:
        phone.registered = reachable
        network.emit(PhoneReachable(network.event_time, phone.extension, reachable))


def provision(network: Network, plant: Plant) -> None:
    """The switch knows these phones, trunks and sounds, and no others. Calls go on."""
    network.sounds = {code: None for code, _ in plant.sounds}
    network.trunks = {trunk.code: None for trunk in plant.trunks}
    wanted = {phone.extension: phone.secret for phone in plant.phones}
    for extension, phone in list(network.phones.items()):
        if wanted.get(extension) != phone.secret:
            del network.phones[extension]
            _register(network, phone, reachable=False)
    for extension, secret in wanted.items():
        if extension not in network.phones:
            _make_known(network, extension, secret)


def _make_known(network: Network, extension: str, secret: str) -> None:
    """A phone with the wrong secret stays outside."""
    phone = network.desks.get(extension)
    if phone is None or phone.secret != secret:
        plugged = phone is None and network.settings.furnished
        phone = Device(extension, secret, network.settings.habits, plugged=plugged)
        if plugged:
            network.desks[extension] = phone
    network.phones[extension] = phone
    if phone.plugged:
        _register(network, phone, reachable=True)


def power_cut(network: Network) -> None:
    """The switch starts anew: no leg, call or recording is left, and how they ended is untold.

    The connection has to be broken before, and made again after.
    """
    network.missed.clear()
    for leg in network.legs.values():
        leg.party.leg = ""
    network.legs.clear()
    network.calls.clear()
    now = network.clock.now
    network.broken_off.extend((name, now - it.began) for name, it in network.recordings.items())
    network.recordings.clear()
