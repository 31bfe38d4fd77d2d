"""The only door: one input in, all its effects out."""

from __future__ import annotations

from callseat.domain import commands, events, feed, permission, timers
from callseat.domain.dialer import placing
from callseat.domain.effects import Accept, Effect, Refuse
from callseat.domain.errors import Reason, Refused
from callseat.domain.flow import walk
from callseat.domain.inputs import Asked, Input, TimerFired
from callseat.domain.queue import blend, routing
from callseat.domain.rest import granting
from callseat.domain.rows import AuditRow
from callseat.domain.status import Status
from callseat.domain.turn import Turn
from callseat.domain.world import World


def step(world: World, given: Input) -> list[Effect]:
    """Carry one input through. The world is changed in place."""
    turn = Turn(world, given.at)
    match given:
        case Asked():
            _command(turn, given)
        case TimerFired():
            timers.TABLE[type(given.timer)](turn, given.timer)
        case _:
            events.TABLE[type(given)](turn, given)
    for contact_id, branch in turn.untaken.items():
        if contact_id in turn.world.contacts:
            walk.leave(turn, turn.world.contacts[contact_id], branch)
    routing.after_call_backs(turn)
    granting.settle(turn)
    blend.settle(turn)
    routing.settle(turn)
    placing.settle(turn)
    if turn.freed:  # a seat that was to dial may not, after all
        routing.settle(turn)
        placing.settle(turn)
    feed.forget(turn)
    return turn.effects


def _command(turn: Turn, asked: Asked) -> None:
    """A command: its answer first, then what it brings about; or refused, and nothing changed."""
    turn.session = asked.session
    try:
        result = _run(turn, asked)
    except Refused as refusal:
        if turn.effects:
            raise RuntimeError(f"{asked.name} was refused after it had effects") from refusal
        turn.emit(Refuse(asked.ask, refusal.reason, refusal.parameter))
    else:
        turn.effects.insert(0, Accept(asked.ask, tuple(result.items())))


def _run(turn: Turn, asked: Asked) -> dict[str, str]:
    command = commands.TABLE.get(asked.name)
    if command is None:
        raise Refused(Reason.UNKNOWN_COMMAND)
    seat = turn.world.seats.get(asked.user)
    anyone = command.PERMISSION is commands.command.Permission.ANYONE
    if seat is None:
        # A login whose password was right: the directory with this account is not loaded yet.
        raise Refused(Reason.NOT_READY if anyone else Reason.NOT_LOGGED_IN)
    if not anyone and (seat.base is Status.OFFLINE or seat.session != asked.session):
        raise Refused(Reason.NOT_LOGGED_IN)
    target = permission.check(turn.world, seat.account, command, asked.params)
    result = command.run(turn, seat, asked.params)
    if target:
        turn.save(AuditRow(turn.new_id("a"), turn.at, seat.user, asked.name, target))
    return result
