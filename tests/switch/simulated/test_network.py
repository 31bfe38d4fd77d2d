"""What the contract cannot see: faults, broken connections, latencies, people with habits."""

from __future__ import annotations

import pytest

from callseat.domain.effects import (
    Answer,
    CloseCall,
    DialOutside,
    DialPhone,
    HangUp,
    Join,
    Mute,
    OpenCall,
    Play,
    PlayToCall,
    Record,
    SendDigits,
    StartMusic,
    SwitchEffect,
    Tap,
)
from callseat.domain.inputs import (
    CallArrived,
    CallPlayEnded,
    DigitPressed,
    LegAnswered,
    LegEnded,
    LegProgress,
    LegRinging,
    RecordingEnded,
    SwitchEvent,
    SwitchFailed,
    SwitchLost,
    SwitchSnapshot,
)
from callseat.switch.cause import Cause
from callseat.switch.driver import Phone, Plant, Trunk
from callseat.switch.simulated import outside
from callseat.switch.simulated.clock import Clock
from callseat.switch.simulated.faults import Faults
from callseat.switch.simulated.hears import hears
from callseat.switch.simulated.network import Network
from callseat.switch.simulated.perform import DEEDS, perform
from callseat.switch.simulated.settings import (
    CustomerHabits,
    NumberHabits,
    PhoneHabits,
    Reaction,
    SimulationSettings,
)

PLANT = Plant(
    phones=(Phone("1001", "a"), Phone("1002", "b")),
    trunks=(Trunk("city", "127.0.0.1"),),
    sounds=(("hello", "/sounds/hello"),),
)


def a_network(settings: SimulationSettings | None = None, faults: Faults | None = None) -> Network:
    network = Network(Clock(1_000), settings or SimulationSettings(furnished=True), faults)
    network.connect()
    outside.provision(network, PLANT)
    network.outbox.clear()
    return network


def do(network: Network, *effects: SwitchEffect) -> None:
    for effect in effects:
        perform(network, effect)


def told(network: Network) -> list[SwitchEvent]:
    events = []
    while (event := network.next_event()) is not None:
        events.append(event)
    return events


def test_every_effect_has_its_deed() -> None:
    assert set(DEEDS) == set(SwitchEffect.__args__)


@pytest.mark.parametrize(
    ("reaction", "causes"),
    [
        (Reaction.BUSY, (17, 486)),
        (Reaction.REJECT, (21, 603)),
        (Reaction.TIMEOUT, (19, 480)),
    ],
)
def test_phones_that_do_not_answer(reaction: Reaction, causes: tuple[int, int]) -> None:
    network = a_network()
    network.desks["1001"].habits = PhoneHabits(reaction, delay=4_000)
    do(network, DialPhone("l", "1001", ""))
    ended = told(network)[-1]
    assert isinstance(ended, LegEnded)
    assert (ended.q850, ended.sip) == causes
    assert ended.at == (1_000 if reaction is Reaction.BUSY else 5_000)
    assert not network.legs


def test_a_phone_with_a_leg_is_busy_and_its_call_goes_on() -> None:
    network = a_network()
    network.desks["1001"].habits = PhoneHabits(Reaction.ANSWER)
    do(network, DialPhone("first", "1001", ""))
    told(network)
    do(network, DialPhone("second", "1001", ""))
    assert told(network) == [LegEnded(1_000, "second", 17, 486)]
    assert network.desks["1001"].leg == "first"


def test_a_phone_with_another_secret_is_not_registered() -> None:
    network = a_network()
    outside.furnish(network, "1001", "stolen")
    do(network, DialPhone("l", "1001", ""))
    assert told(network)[-1] == LegEnded(1_000, "l", 20, 480)


def test_a_customer_waits_talks_and_hangs_up() -> None:
    network = a_network()
    habits = CustomerHabits(patience=60_000, talk=30_000, digits=((500, "7"),))
    leg = outside.call_in(network, "4001", "138", habits=habits).leg
    do(network, Answer(leg), OpenCall("c"))
    network.clock.advance_to(21_000)
    do(network, Join(leg, "c"))
    assert told(network) == [
        CallArrived(1_000, leg, "city", "138", "4001"),
        LegAnswered(1_000, leg),
        DigitPressed(1_500, leg, "7"),
        LegEnded(51_000, leg),
    ]


def test_an_impatient_customer_gives_up() -> None:
    network = a_network()
    leg = outside.call_in(network, "4001", habits=CustomerHabits(patience=7_000)).leg
    assert told(network)[-1] == LegEnded(8_000, leg, 16, 487)


def test_what_is_heard() -> None:
    network = a_network()
    legs = [outside.call_in(network, "4001").leg for _ in range(4)]
    do(network, *map(Answer, legs), OpenCall("c"), *(Join(leg, "c") for leg in legs))
    do(network, Join(legs[1], "c", muted=True), StartMusic(legs[2]), Play("p", legs[3], ("hello",)))
    assert hears(network) == {
        legs[0]: (legs[2], legs[3]),
        legs[1]: (legs[0], legs[2], legs[3]),
        legs[2]: ("music:default",),
        legs[3]: ("sound:hello",),
    }


def test_latencies_are_kept_and_events_carry_the_time_of_their_arrival() -> None:
    network = a_network(
        SimulationSettings(command_delay=30, event_delay=20, ring_delay=100, furnished=True)
    )
    told(network)
    start = network.clock.now
    do(network, DialPhone("l", "1001", ""), HangUp("nobody"))
    assert told(network) == [
        SwitchFailed(start + 50, HangUp("nobody"), "not_found"),
        LegRinging(start + 150, "l"),
    ]


def test_effects_overtake_each_other_but_not_in_one_lane() -> None:
    network = a_network(SimulationSettings(command_jitter=100))
    firsts = [OpenCall(f"a{n}", beside=f"leg{n}") for n in range(20)]
    seconds = [OpenCall(f"b{n}", beside=f"a{n}") for n in range(20)]
    do(network, *firsts, *seconds)
    told(network)
    opened = list(network.calls)
    assert opened != [effect.call for effect in (*firsts, *seconds)]
    for first, second in zip(firsts, seconds, strict=True):
        assert opened.index(first.call) < opened.index(second.call)


def test_the_nth_effect_of_a_kind_fails() -> None:
    network = a_network(faults=Faults({OpenCall: frozenset({2})}))
    do(network, OpenCall("a"), HangUp("nobody"), OpenCall("b"), OpenCall("c"))
    failed = [event for event in told(network) if isinstance(event, SwitchFailed)]
    assert [event.effect for event in failed] == [HangUp("nobody"), OpenCall("b")]
    assert list(network.calls) == ["a", "c"]


def test_what_happens_unconnected_is_told_before_the_snapshot() -> None:
    network = a_network()
    leg = outside.call_in(network, "4001").leg
    told(network)
    network.disconnect()
    do(network, Answer(leg))
    outside.put_down(network, network.legs[leg].party)
    late = outside.call_in(network, "4001").leg
    assert told(network) == [
        SwitchLost(1_000),
        SwitchFailed(1_000, Answer(leg), "not_connected"),
    ]
    network.connect()
    assert told(network) == [
        LegEnded(1_000, leg, 16, 487),
        CallArrived(1_000, late, "city", "", "4001"),
        SwitchSnapshot(1_000, (late,), (), ("1001", "1002")),
    ]


def test_after_a_power_cut_nothing_is_there_and_ids_are_new() -> None:
    network = a_network()
    customer = outside.call_in(network, "4001")
    before = customer.leg
    do(network, Answer(before), OpenCall("c"), Record("r", before))
    told(network)
    network.disconnect()
    outside.power_cut(network)
    network.connect()
    assert told(network) == [
        SwitchLost(1_000),
        SwitchSnapshot(1_000, (), (), ("1001", "1002")),
        RecordingEnded(1_000, "r", 0),
    ]
    assert outside.call_in(network, "4001").leg != before


def test_a_recording_is_as_long_as_it_took() -> None:
    network = a_network()
    leg = outside.call_in(network, "4001").leg
    do(network, Answer(leg))
    network.clock.advance_to(5_000)
    do(network, Record("r", leg))
    network.clock.advance_to(12_500)
    do(network, HangUp(leg))
    assert told(network)[-1] == RecordingEnded(12_500, "r", 7_500)
    assert not network.recordings


OUTSIDE = DialOutside("o-1", "city", "139", "4001")


@pytest.mark.parametrize(
    ("habits", "told_of"),
    [
        (NumberHabits(), [LegAnswered(1_000, "o-1")]),
        (
            NumberHabits(delay=4_000, talk=9_000),
            [LegRinging(1_000, "o-1"), LegAnswered(5_000, "o-1"), LegEnded(14_000, "o-1")],
        ),
        (
            NumberHabits(delay=3_000, early_media=True),
            [LegProgress(1_000, "o-1"), LegAnswered(4_000, "o-1")],
        ),
        (NumberHabits(Reaction.BUSY), [LegEnded(1_000, "o-1", 17, 486)]),
        (
            NumberHabits(Reaction.REJECT, delay=2_000, cause=Cause(22, 410)),
            [LegRinging(1_000, "o-1"), LegEnded(3_000, "o-1", 22, 410)],
        ),
        (
            NumberHabits(Reaction.TIMEOUT, delay=30_000),
            [LegRinging(1_000, "o-1"), LegEnded(31_000, "o-1", 19, 480)],
        ),
        (NumberHabits(Reaction.WAIT), [LegRinging(1_000, "o-1")]),
    ],
)
def test_an_outside_number_has_its_habits(habits: NumberHabits, told_of: list[SwitchEvent]) -> None:
    network = a_network()
    outside.answering(network, "139", habits)
    do(network, OUTSIDE)
    assert told(network) == told_of


def test_numbers_of_which_nothing_is_said_have_the_habits_of_the_settings() -> None:
    network = a_network(SimulationSettings(numbers=NumberHabits(Reaction.BUSY)))
    do(network, OUTSIDE)
    assert told(network) == [LegEnded(1_000, "o-1", 17, 486)]


def test_early_media_is_heard_by_who_is_joined_before_the_answer() -> None:
    network = a_network()
    outside.answering(network, "139", NumberHabits(delay=5_000, early_media=True))
    leg = outside.call_in(network, "4001").leg
    do(network, Answer(leg), OpenCall("c"), Join(leg, "c"), OUTSIDE, Join("o-1", "c"))
    assert hears(network)[leg] == ()
    network.clock.advance_to(1_000)
    assert hears(network) == {leg: ("o-1",), "o-1": ()}
    told(network)
    assert hears(network) == {leg: ("o-1",), "o-1": (leg,)}


def test_taps_on_each_other_come_to_an_end() -> None:
    network = a_network()
    one, two = (outside.call_in(network, "4001").leg for _ in range(2))
    do(network, Answer(one), Answer(two), OpenCall("c"), Join(one, "c"), Join(two, "c"))
    do(network, Tap("w-1", one), Tap("w-2", two), Join("w-1", "c"), Join("w-2", "c"))
    assert set(hears(network)[one]) == {one, two}
    do(network, HangUp(one))
    assert "w-1" not in network.legs


def test_a_fault_strikes_what_is_new_too() -> None:
    kinds = [OUTSIDE, Mute("k"), Tap("w-1", "k"), SendDigits("k", "1"), PlayToCall("p", "c", ())]
    network = a_network(faults=Faults({type(one): frozenset({1}) for one in kinds}))
    do(network, *kinds)
    assert told(network) == [SwitchFailed(1_000, one, "refused") for one in kinds]


def test_a_sound_for_a_call_ends_with_it() -> None:
    network = a_network()
    do(network, OpenCall("c"), PlayToCall("p", "c", ("hello",)), PlayToCall("q", "c", ("hello",)))
    do(network, CloseCall("c"))
    assert told(network) == [
        CallPlayEnded(1_000, "q", "c", completed=False),
        CallPlayEnded(1_000, "p", "c", completed=False),
    ]
