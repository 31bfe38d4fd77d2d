"""The node `transfer`: to a seat, an extension with its forwardings, or a number outside.

The caller hears it ring. The walk is over when somebody answers; else it goes on by `busy`,
`no_answer` or `failed`.
"""

from __future__ import annotations

from callseat.domain import dialling, effects, forwarding, legs, outside_number, part
from callseat.domain import seat as seats
from callseat.domain.directory import Account, Reach
from callseat.domain.errors import Refused
from callseat.domain.flow import values
from callseat.domain.flow.flow import Transfer
from callseat.domain.flow.nodes.behaviour import Behaviour, answer, walk_of
from callseat.domain.timer import RingOver
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Leg, LegState, Seat, Stage


class TransferBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Transfer) -> str | None:
        world = turn.world
        if node.outside:
            return _outside(turn, contact, node, values.fill(contact, node.outside))
        if node.seat:
            return _seat(turn, contact, node, world.seats.get(values.fill(contact, node.seat)))
        extension = values.fill(contact, node.extension)
        if not forwarding.is_extension(world, extension):
            return "failed"
        goes = forwarding.resolve(world, extension)
        if goes.busy:
            return "busy"
        if goes.outside:
            return _outside(turn, contact, node, goes.number)
        return _seat(turn, contact, node, world.seats.get(world.extensions.get(goes.number, "")))


def _seat(turn: Turn, contact: Contact, node: Transfer, called: Seat | None) -> str | None:
    if called is None:
        return "failed"
    if not dialling.may_ring(called):
        return "busy"
    _rings(turn, contact)
    contact.stage = Stage.OFFERED
    part.offer(turn, contact, called, node.ring_time)
    seats.refresh(turn, called, "offered")
    return None


def _outside(turn: Turn, contact: Contact, node: Transfer, number: str) -> str | None:
    """No further than the country: the number may be one that the caller has keyed in."""
    world, shown = turn.world, contact.project.caller_id
    account = Account("", reach=Reach.NATIONAL, callers=(shown,) if shown else ())
    try:
        checked = outside_number.check(world.rules, account, number, "")
    except Refused:
        return "failed"
    if not world.directory.trunks or not world.switch_up:
        return "failed"
    _rings(turn, contact)
    leg = Leg(turn.new_id("o"), contact.id, state=LegState.DIALLED)
    world.legs[leg.id] = leg
    world.transfers[leg.id] = contact.id
    walk_of(contact).dialled = leg.id
    trunk = world.directory.trunks[0]
    turn.emit(effects.DialOutside(leg.id, trunk, checked.number, checked.caller, contact.leg))
    turn.set_timer(f"ring:{leg.id}", node.ring_time, RingOver(leg.id))
    return None


def _rings(turn: Turn, contact: Contact) -> None:
    answer(turn, contact)
    legs.start_music(turn, turn.world.legs[contact.leg], dialling.RINGBACK)
