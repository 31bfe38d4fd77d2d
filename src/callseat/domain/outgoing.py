"""A seat begins a call: whom it may call, and the first steps of calling.

With a talk, or one on hold, it is a consultation about the same contact: the talk is held first.
"""

from __future__ import annotations

from callseat.domain import call as calls
from callseat.domain import dialling, errand, forwarding, journey, outside_number, own_phone, talk
from callseat.domain import part as parts
from callseat.domain.directory import Account, Project
from callseat.domain.errors import Reason, Refused
from callseat.domain.seat import status_of
from callseat.domain.status import Status
from callseat.domain.turn import Turn
from callseat.domain.world import Activity, Aim, Contact, Errand, PartState, Seat, Target

MAY_CONSULT = (Activity.TALKING, Activity.HOLDING, Activity.CONFERENCE)
MOST_PARTS = 4  # talks of one seat at the same time, all but one on hold


def check_may_call(turn: Turn, at: Seat) -> None:
    """Refused `wrong_status`, `phone_unreachable`, `too_many_calls`; `draining` for a new contact,
    since a consultation belongs to a call that is to go on to its end.
    """
    if turn.world.draining and not at.parts:
        raise Refused(Reason.DRAINING)
    busy = at.supervising is not None or at.errand is not None
    if at.activity is Activity.NONE:
        own_phone.check_free(at)
    elif busy or at.activity not in MAY_CONSULT or not at.parts:  # it is hanging up
        raise Refused(Reason.WRONG_STATUS)
    own_phone.check_usable(turn, at)
    if len(at.parts) >= MOST_PARTS:
        raise Refused(Reason.TOO_MANY_CALLS)


def seat_at(turn: Turn, at: Seat, extension: str) -> Seat:
    """The seat there, if a call meant for it may ring.

    Refused `bad_parameter` (oneself), `target_unknown`, `target_offline`, `target_not_idle`,
    `phone_unreachable`.
    """
    world = turn.world
    if extension == at.extension:
        raise Refused(Reason.BAD_PARAMETER, "extension")
    if not forwarding.is_extension(world, extension):
        raise Refused(Reason.TARGET_UNKNOWN, "extension")
    called = world.seats.get(world.extensions.get(extension, ""))
    if called is None or not called.connected or called.leaving:
        raise Refused(Reason.TARGET_OFFLINE, "extension")
    if status_of(called) is Status.UNREACHABLE:
        raise Refused(Reason.PHONE_UNREACHABLE, "extension")
    if not dialling.may_ring(called):
        raise Refused(Reason.TARGET_NOT_IDLE, "extension")
    return called


def direct(turn: Turn, at: Seat, extension: str) -> Target:
    """Where a direct call to the extension goes, its forwardings followed.

    Refused as `seat_at` says, and as `outside` says where they lead outside. A way back to the one
    who calls, or round in circles, is busy.
    """
    world = turn.world
    goes = forwarding.resolve(world, extension)
    if goes.path and (goes.busy or goes.number == at.extension):
        seat_at(turn, at, extension)  # if that one is not free, this is why
        raise Refused(Reason.TARGET_NOT_IDLE, "extension")
    if goes.outside and goes.path:
        owner = goes.path[-1]
        account = turn.seat(world.extensions.get(owner) or world.desks[owner]).account
        return outside(turn, account, goes.number, "")
    called = seat_at(turn, at, goes.number)
    return Target(called.extension, called.user)


def outside(turn: Turn, account: Account, callee: str, caller: str) -> Target:
    """A number outside, as the account may call it. Refused as `outside_number.check` says, and
    `no_trunk`.
    """
    checked = outside_number.check(turn.world.rules, account, callee, caller)
    if not turn.world.directory.trunks:
        raise Refused(Reason.NO_TRUNK)
    return Target(checked.number, caller=checked.caller, trunk=turn.world.directory.trunks[0])


def count(turn: Turn, at: Seat, target: Target) -> None:
    """One more call to the outside. Refused `rate_limited`; emergency numbers never are."""
    rules = turn.world.rules.outbound
    emergency = outside_number.is_emergency(rules, target.number)
    if not emergency and not outside_number.admit(at.dialled, turn.at, rules.calls_per_minute):
        raise Refused(Reason.RATE_LIMITED)


def project_of(turn: Turn, target: Target) -> Project:
    """Whose business a call is: of the project whose number is shown."""
    world = turn.world
    if target.user:
        return dialling.NOBODY
    by_number = world.projects.get(target.caller) or world.caller_ids.get(target.caller)
    return by_number or dialling.NOBODY


def start(turn: Turn, at: Seat, target: Target) -> dict[str, str]:
    """Call, the seat's own phone first. Checked before. Returns the answer's members."""
    active = at.part
    if active is not None and active.state is PartState.TALKING:
        talk.hold(turn, active)
    known = next(iter(at.parts.values()), None)
    if known is not None:
        contact = turn.world.contacts[known.contact]
    else:
        contact = dialling.new_contact(turn, at, target, project_of(turn, target))
        turn.save(journey.row(contact))
    return begin(turn, at, target, contact)


def begin(turn: Turn, at: Seat, target: Target, contact: Contact) -> dict[str, str]:
    """Call somebody for this contact."""
    dialled = dialling.new_part(turn, at, contact, target, Aim.TALK)
    call = calls.begin(turn, contact)
    dialled.call = call.id
    call.parts[dialled.call_no] = at.user
    parts.take_up(at, dialled)
    errand.begin(turn, at, Errand("dial", dialled.call_no), target.number, contact.id)
    return {"callNo": dialled.call_no, "contactId": contact.id}
