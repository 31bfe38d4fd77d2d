"""A telephone network of thousands costs no more for each event than a small one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

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


def test_the_cost_of_an_event_does_not_grow_with_the_network() -> None:
    """But for the clock's heap, which is deeper by the logarithm and counts as one step."""
    assert steps_for_each_event(1_000, seconds=70) < 1.2 * steps_for_each_event(10, seconds=7_000)


def steps_for_each_event(seats: int, seconds: int) -> float:
    """Instructions of the interpreter: the same on every machine, whatever else it does."""
    board, steps = Switchboard(seats), 0

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., object]:
        nonlocal steps
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        events = board.run(seconds)
    finally:
        sys.settrace(before)
    assert board.calls >= seats * seconds // 70
    return steps / events
