"""Who may do what to whom. The one place that knows; the step asks it before any command runs.

A supervisor's scope are the groups that the account supervises; an administrator's is everybody.
"""

from __future__ import annotations

from typing import Any

from callseat.domain.commands.command import Command, Params, Permission
from callseat.domain.directory import Account, Role
from callseat.domain.errors import Reason, Refused
from callseat.domain.status import Status
from callseat.domain.turn import Turn
from callseat.domain.world import Seat, World


def may_supervise(account: Account, group: str) -> bool:
    """Whether the seats of this group are in the account's scope."""
    if account.role is Role.ADMINISTRATOR:
        return True
    return account.role is Role.SUPERVISOR and group in account.supervises


def check(world: World, asker: Account, command: Command, params: Params) -> str:
    """The user that a supervising command is aimed at, "" for all others.

    Refused `not_permitted` or `target_unknown`; an agent does not learn who exists.
    """
    match command.PERMISSION:
        case Permission.SUPERVISE:
            return _target(world, asker, params)
        case Permission.ADMINISTER if asker.role is not Role.ADMINISTRATOR:
            raise Refused(Reason.NOT_PERMITTED)
    return ""


def _target(world: World, asker: Account, params: Any) -> str:
    if asker.role is Role.AGENT:
        raise Refused(Reason.NOT_PERMITTED)
    named, target = _named(world, params)
    if target is None:
        raise Refused(Reason.TARGET_UNKNOWN, named)
    if not may_supervise(asker, target.account.group):
        raise Refused(Reason.NOT_PERMITTED)
    return target.user


def _named(world: World, params: Any) -> tuple[str, Seat | None]:
    """The parameter that names the target, and the target: a user, or who has an extension."""
    extension = getattr(params, "extension", None)
    if extension is None:
        return "targetUserName", world.seats.get(params.targetUserName)
    user = world.extensions.get(extension) or world.desks.get(extension, "")
    return "extension", world.seats.get(user)


def target_online(turn: Turn, user: str) -> Seat:
    """The seat that is meant. Checked before: it exists. Refused `target_offline`."""
    target = turn.seat(user)
    if target.base is Status.OFFLINE:
        raise Refused(Reason.TARGET_OFFLINE, "targetUserName")
    return target
