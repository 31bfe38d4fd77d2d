"""The status feed: who is told of which seats, so that a watcher's picture is always right.

A picture begins with onWatch and one onStatus for each seat in scope; every change after that is an
onStatus, or an onUnwatch for a seat that left the scope (docs/adr/0007).
"""

from __future__ import annotations

from callseat.domain import effects
from callseat.domain.directory import Role
from callseat.domain.notices import OnUnwatch, OnWatch
from callseat.domain.seat import status_notice, tell
from callseat.domain.turn import Turn
from callseat.domain.world import Seat, World


def scope(world: World, at: Seat) -> tuple[str, ...]:
    """The groups whose seats this one may watch."""
    account = at.account
    match account.role:
        case Role.ADMINISTRATOR:
            named = (group.code for group in world.directory.groups)
            return tuple(dict.fromkeys([*named, *world.members]))
        case Role.SUPERVISOR:
            return tuple(dict.fromkeys(account.supervises))
    return (account.group,) if account.group else ()


def begin(turn: Turn, at: Seat) -> None:
    """Show the whole picture; from here on every change of it is told."""
    world = turn.world
    groups = world.watchers[at.user] = scope(world, at)
    users = [user for group in groups for user in world.members.get(group, ())]
    turn.emit(effects.Watch(at.session, groups))
    turn.notify(effects.Seat(at.user), OnWatch(len(users)))
    for user in users:
        turn.notify(effects.Seat(at.user), status_notice(turn, turn.seat(user)))


def end(turn: Turn, at: Seat) -> None:
    """Tell of the seat's own status alone."""
    if turn.world.watchers.pop(at.user, None) is not None:
        turn.emit(effects.Watch(at.session, ()))
        turn.notify(effects.Seat(at.user), OnWatch(0))


def enter(turn: Turn, seat: Seat) -> None:
    """A seat is new in its group. Those who watch the group see it; it sees itself in any case."""
    group = seat.account.group
    turn.world.members.setdefault(group, {})[seat.user] = None
    if turn.world.watchers:
        tell(turn, seat)


def leave(turn: Turn, seat: Seat, group: str) -> None:
    """A seat is no more in this group, and those who watch the group do not see it any more."""
    members = turn.world.members[group]
    del members[seat.user]
    if not members:
        del turn.world.members[group]
    if turn.world.watchers:
        turn.notify(effects.GroupWatchers(group), OnUnwatch(seat.user))


def forget(turn: Turn) -> None:
    """Seats whose account was removed go once they are logged out."""
    for user in turn.gone:
        seat = turn.world.seats.pop(user)
        leave(turn, seat, seat.account.group)


def rescope(turn: Turn) -> None:
    """The directory changed: who may watch other groups than before gets a new picture."""
    world = turn.world
    for user, groups in list(world.watchers.items()):
        if scope(world, world.seats[user]) != groups:
            begin(turn, world.seats[user])
