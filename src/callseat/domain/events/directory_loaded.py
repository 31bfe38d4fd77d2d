"""The directory changed: people, queues, projects, flows. Running calls go on as they began.

An account that is gone finishes its call and is then logged out. A queue that is gone serves those
who wait in it, and admits nobody new.
"""

from __future__ import annotations

from callseat.domain import feed, seat_gone
from callseat.domain.dialer import running
from callseat.domain.directory import Account, Directory, Group
from callseat.domain.inputs import DirectoryLoaded
from callseat.domain.queue import ready
from callseat.domain.queue.ranking import Ranking
from callseat.domain.rest import stages
from callseat.domain.rest.room import RestRoom
from callseat.domain.seat import Why, dismiss, log_out, settle
from callseat.domain.status import Status
from callseat.domain.turn import Turn
from callseat.domain.world import Activity, Line, Seat, World


def run(turn: Turn, event: DirectoryLoaded) -> None:
    world, directory = turn.world, event.directory
    world.directory = directory
    world.flows = {flow.code: flow for flow in directory.flows}
    world.calendars = {calendar.code: calendar for calendar in directory.calendars}
    world.sounds = dict.fromkeys(directory.sounds)
    world.projects = {
        number: project for project in directory.projects for number in project.service_numbers
    }
    world.caller_ids = {one.caller_id: one for one in directory.projects if one.caller_id}
    world.desks = {account.extension: account.user for account in directory.accounts}
    _forwardings(world, directory)
    _lines(world, directory)
    _rooms(turn, directory)
    _seats(turn, directory)
    running.load(turn, directory.campaigns)


def _lines(world: World, directory: Directory) -> None:
    named = {queue.code: queue for queue in directory.queues}
    for code, queue in named.items():
        line = world.lines.setdefault(code, Line(queue))
        line.closed = False
        if line.queue.strategy is not queue.strategy:
            line.ready, line.auto = Ranking(), Ranking()
        line.queue = queue
    for code in [code for code in world.lines if code not in named]:
        world.lines[code].closed = True
        if not world.lines[code].visitors:
            del world.lines[code]


def _forwardings(world: World, directory: Directory) -> None:
    """The newer wins: what a seat has set may not be written yet, what an administrator did is."""
    for slots in directory.forwardings:
        here = world.forwardings.get(slots.extension)
        if here is None or slots.set_at >= here.set_at:
            world.forwardings[slots.extension] = slots


def _rooms(turn: Turn, directory: Directory) -> None:
    """A quota or a floor that changed acts at once; nobody is sent back from a rest."""
    rooms = turn.world.rooms
    named = {group.code: group for group in directory.groups}
    for code in [code for code in rooms if code not in named]:
        rooms[code].group = Group(code)
        if not rooms[code].waiting and not rooms[code].holding:
            del rooms[code]
    for code, group in named.items():
        rooms.setdefault(code, RestRoom(group)).group = group
    lines: dict[str, dict[str, None]] = {}
    for account in directory.accounts:
        lines.setdefault(account.group, {}).update((skill.queue, None) for skill in account.skills)
    for code, room in rooms.items():
        room.lines = tuple(lines.get(code, ()))
        turn.recheck(code)
    _blends(turn)


def _blends(turn: Turn) -> None:
    """Whose level moves whose seats; one that is to move them no more moves them back."""
    world = turn.world
    for line in world.lines.values():
        line.blends = {}
    for code, room in world.rooms.items():
        if room.group.blend_below or code in world.blended:
            turn.blends[code] = None
        for queue in room.lines if room.group.blend_below else ():
            if queue in world.lines:
                world.lines[queue].blends[code] = None


def _seats(turn: Turn, directory: Directory) -> None:
    seats = turn.world.seats
    named = {account.user: account for account in directory.accounts}
    for user in [user for user in seats if user not in named]:
        _remove(turn, seats[user])
    for user, account in named.items():
        if user not in seats:
            seats[user] = Seat(account)
            feed.enter(turn, seats[user])
        else:
            _change(turn, seats[user], account)
    feed.rescope(turn)


def _remove(turn: Turn, seat: Seat) -> None:
    if seat.activity is not Activity.NONE:
        seat.removed = True
        dismiss(turn, seat, "removed")
        seat_gone.give_back(turn, seat)
        return
    if seat.base is not Status.OFFLINE:
        log_out(turn, seat, "removed")
    feed.leave(turn, seat, seat.account.group)
    del turn.world.seats[seat.user]


def _change(turn: Turn, seat: Seat, account: Account) -> None:
    """New skills and lines act at once; a new extension waits for the next login."""
    if seat.removed:  # and was brought back before its call ended
        seat.removed = False
        if seat.leaving == "removed":
            seat.leaving = ""
    if seat.account != account:
        for skill in seat.account.skills:
            if skill.queue in turn.world.lines:
                ready.forget(turn.world.lines[skill.queue], seat)
        former, seat.account = seat.account.group, account
        if former != account.group:
            feed.leave(turn, seat, former)
            feed.enter(turn, seat)
            stages.move(turn, seat)
    settle(turn, seat, Why("restored"))
