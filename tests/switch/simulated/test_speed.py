"""Thousands of seconds in one. Measured in processor time, and loosely: a slow machine passes."""

from __future__ import annotations

import time

from callseat.domain.effects import (
    Answer,
    AnswerPhone,
    CloseCall,
    DialPhone,
    HangUp,
    Join,
    OpenCall,
    Record,
)
from callseat.domain.inputs import CallArrived, LegAnswered, LegEnded, LegRinging, SwitchEvent
from callseat.switch.driver import Phone, Plant
from callseat.switch.simulated import outside
from callseat.switch.simulated.network import Network
from callseat.switch.simulated.perform import perform
from callseat.switch.simulated.settings import CustomerHabits, SimulationSettings


class Switchboard:
    """Every seat talks for a minute to a customer, hangs up, and gets the next at once."""

    def __init__(self, seats: int) -> None:
        self.network = Network(settings=SimulationSettings(furnished=True, ring_delay=100))
        self.network.connect()
        phones = tuple(Phone(f"{number}", "secret") for number in range(seats))
        outside.provision(self.network, Plant(phones))
        self.network.outbox.clear()
        self.calls = 0
        for phone in phones:
            self.next_customer(phone.extension)

    def next_customer(self, extension: str) -> None:
        outside.call_in(self.network, extension, habits=CustomerHabits(talk=60_000))

    def run(self, seconds: int) -> int:
        """How many events there were."""
        events = 0
        while self.network.clock.now < seconds * 1000:
            event = self.network.next_event()
            assert event is not None
            self.serve(event)
            events += 1
        return events

    def serve(self, event: SwitchEvent) -> None:
        """A customer's leg is in-0-7; the call c.in-0-7; the seat's leg 1001.in-0-7."""
        network = self.network
        match event:
            case CallArrived(leg=leg, callee=extension):
                perform(network, Answer(leg))
                perform(network, DialPhone(f"{extension}.{leg}", extension, ""))
            case LegRinging(leg=leg):
                perform(network, AnswerPhone(leg))
            case LegAnswered(leg=leg) if "." in leg:
                customer = leg.partition(".")[2]
                perform(network, OpenCall(f"c.{customer}"))
                perform(network, Join(customer, f"c.{customer}"))
                perform(network, Join(leg, f"c.{customer}"))
                perform(network, Record(f"r.{customer}", customer))
            case LegEnded(leg=leg) if "." not in leg:
                call = network.calls[f"c.{leg}"]
                seat = next(iter(call.legs))
                perform(network, HangUp(seat))
                perform(network, CloseCall(call.id))
                self.calls += 1
                self.next_customer(seat.partition(".")[0])


def test_two_hundred_seats_live_a_hundred_times_faster_than_the_clock() -> None:
    """Measured on one slow core of 2026: about 4,500 times faster."""
    board = Switchboard(200)
    began = time.process_time()
    board.run(1_000)
    assert time.process_time() - began < 10
    assert board.calls >= 200 * 15


def test_the_cost_of_an_event_does_not_grow_with_the_network() -> None:
    assert cost(4_000, seconds=70) < 6 * cost(40, seconds=7_000)


def cost(seats: int, seconds: int) -> float:
    """Processor seconds for each event."""
    board = Switchboard(seats)
    began = time.process_time()
    events = board.run(seconds)
    return (time.process_time() - began) / events
