"""What is true after every single step."""

from __future__ import annotations

from callseat.domain import hearing
from callseat.domain.effects import Effect, HangUp
from callseat.domain.inputs import Input, SwitchFailed
from callseat.domain.seat import status_of
from callseat.domain.status import Status
from callseat.domain.world import Activity, Aim, LegState, Mode, PartState, Stage, World
from callseat.switch.simulated.hears import heard_by
from callseat.switch.simulated.network import LegState as NetworkLegState
from tests.domain.books import rests_add_up
from tests.domain.order import nothing_hangs, phones_are_used
from tests.simulation.town import Town


def check(town: Town, given: Input, effects: list[Effect]) -> None:
    one_active_part_for_a_seat(town.world)
    nothing_hangs(town.world)
    phones_are_used(town.world)
    one_line_for_a_waiting_contact(town.world)
    ready_seats_are_idle(town.world)
    statuses_are_booked(town.world)
    rests_add_up(town.world)
    no_rest_beyond_the_quota(town, given)
    if town.weather.command_delay == 0 and town.weather.rate == 0 and not town.weather.breaks:
        only_those_who_are_gone_fail(town, given)


def one_active_part_for_a_seat(world: World) -> None:
    """It talks, dials or rings once, and holds the rest; whom it invites ring beside that."""
    legs: dict[str, str] = {}
    for leg in world.legs.values():
        if leg.user:
            assert leg.user not in legs, f"{leg.user} has {leg.id} and {legs[leg.user]}"
            legs[leg.user] = leg.id
    for seat in world.seats.values():
        assert seat.leg == legs.get(seat.user, ""), f"{seat.user} believes in {seat.leg}"
        assert (seat.activity is Activity.NONE) == (not seat.leg and not seat.parts), seat
        assert seat.leg or not seat.active, f"{seat.user} has no phone for {seat.active}"
        for part in seat.parts.values():
            beside = part.state is PartState.HELD or part.aim is Aim.INVITE
            assert beside or part.call_no == seat.active, part
            assert part.state is not PartState.HELD or part.call_no != seat.active, part


def one_line_for_a_waiting_contact(world: World) -> None:
    lines: dict[str, str] = {}
    for code, line in world.lines.items():
        for contact_id in (*line.waiting, *line.called):
            assert contact_id not in lines, f"{contact_id} waits twice"
            lines[contact_id] = code
            called = world.contacts[contact_id].campaign != ""
            assert contact_id in (line.called if called else line.waiting)
    for contact in world.contacts.values():
        waits = contact.stage is Stage.WAITING
        assert waits == (contact.id in lines), f"{contact.id} {contact.stage}"
        if waits:
            assert contact.visit is not None
            assert lines.pop(contact.id) == contact.visit.queue
    assert not lines, f"nobody stands in line: {lines}"


def ready_seats_are_idle(world: World) -> None:
    for line in world.lines.values():
        for user in (*line.ready, *line.auto):
            seat = world.seats[user]
            assert status_of(seat) is Status.IDLE
            assert seat.connected
            assert not seat.cooling
            assert seat.mode is (Mode.AUTO if user in line.auto else Mode.MANUAL)
            assert not seat.leaving


def no_rest_beyond_the_quota(town: Town, given: Input) -> None:
    """More hold a place than may only after the quota was lowered, and then fewer and fewer."""
    for code, room in town.world.rooms.items():
        quota, held = room.group.rest_quota, len(room.holding)
        before = town.holding.get(code, 0)
        assert quota < 0 or held <= max(quota, before), f"{code} after {given}"
        town.holding[code] = held


def statuses_are_booked(world: World) -> None:
    for seat in world.seats.values():
        assert status_of(seat) is seat.interval.status


def only_those_who_are_gone_fail(town: Town, given: Input) -> None:
    """In good weather nothing fails, but what is said to a leg that hung up this very moment."""
    if isinstance(given, SwitchFailed):
        assert given.reason == "not_found", given
        assert getattr(given.effect, "leg", "") not in town.network.legs, given


def all_hear_what_they_should(town: Town) -> None:
    """Nothing is on its way: the ears at the switch agree with the domain's reckoning.

    Sounds of flows and announcements are the network's own, and so is what rings in a line.
    """
    world, network = town.world, town.network
    wanted = hearing.hears(world)
    for leg in world.legs.values():
        if leg.state is LegState.ENDING or leg.id in world.taps:
            continue
        there = network.legs[leg.id]
        if there.state is NetworkLegState.UP and not there.plays:
            heard = set(heard_by(network, there)) - {"ringback"}
            assert heard == set(wanted[leg.id]), f"{leg} hears {heard}, not {wanted[leg.id]}"
    for contact in world.contacts.values():
        if contact.stage is Stage.WAITING and not (contact.visit and contact.visit.moment):
            assert heard_by(network, network.legs[contact.leg]), f"{contact.id} waits in silence"


def nobody_is_forgotten(town: Town) -> None:
    """Every leg is one that the domain still wants, but for those it was refused to hang up."""
    unwanted = [leg for leg in town.network.legs if not _wanted(town.world, leg)]
    town.run_until(town.clock.now + 200)  # what was told just now is done by then
    refused = [given.effect for given in town.failures() if given.reason == "refused"]
    kept = {effect.leg for effect in refused if isinstance(effect, HangUp)}
    for leg_id in unwanted:
        assert leg_id not in town.network.legs or leg_id in kept, f"{leg_id} was left hanging"


def _wanted(world: World, leg_id: str) -> bool:
    leg = world.legs.get(leg_id)
    return leg is not None and leg.state is not LegState.ENDING
