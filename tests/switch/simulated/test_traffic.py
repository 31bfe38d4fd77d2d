"""Customers of the demonstration."""

from __future__ import annotations

from callseat.domain.inputs import CallArrived, SwitchEvent
from callseat.switch.simulated.clock import Clock
from callseat.switch.simulated.network import Network
from callseat.switch.simulated.traffic import Traffic


def an_hour(seed: int) -> list[SwitchEvent]:
    network = Network(Clock())
    network.connect()
    traffic = Traffic(network, ("4001", "4002"), pause=10, seed=seed)
    network.clock.advance_to(3_600_000)
    traffic.stop()
    network.clock.run_until_idle()
    return list(network.outbox)


def test_calls_come_at_the_rate_and_go() -> None:
    arrived = [event for event in an_hour(1) if isinstance(event, CallArrived)]
    assert 280 < len(arrived) < 440
    assert {event.callee for event in arrived} == {"4001", "4002"}
    assert max(event.at for event in arrived) <= 3_600_000


def test_a_seed_is_an_hour() -> None:
    assert repr(an_hour(5)) == repr(an_hour(5))
    assert an_hour(5) != an_hour(6)
