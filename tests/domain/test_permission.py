"""Roles, commands and scope: every cell of the table."""

from __future__ import annotations

from dataclasses import fields
from itertools import product

import pytest

from callseat.domain import commands
from callseat.domain.commands.command import Permission
from callseat.domain.directory import Account, Group, Role, Skill
from callseat.domain.effects import Accept, Refuse
from callseat.domain.errors import Reason
from callseat.domain.permission import may_supervise
from callseat.domain.rows import AuditRow
from tests.domain.playbook import Playbook, rows
from tests.domain.scenes import call_in, opened, pick_up

SCOPES = {"in scope": ("g1",), "out of scope": ("g2",), "no scope": ()}
# What a command needs that is not aimed at anybody; all others have no parameters.
PARAMETERS: dict[str, tuple[str | int, ...]] = {
    "turnSlic": ("1002",),
    "gotoFlow": ("main",),
    "requestSlic": ("1002",),
    "callSeat": ("1002",),
    "connectQueue": ("13800138000",),
    "callOut": ("13900139000",),
    "turnOut": ("13900139000",),
    "playFile": ("hello",),
    "playConfFile": ("hello",),
    "sendDigits": ("1",),
    "attachData": ("order", "17"),
    "setDisposition": ("sold",),
    "login": ("vera", ""),
    "changeStatus": ("10",),
    "requestSetTransfer": (0, ""),
    "subscribeClientStatus": ("1",),
    "resume": ("", 0),
}
# Who may give a command of each permission, by role and scope.
ALLOWED: dict[Permission, set[tuple[Role, str]]] = {
    Permission.ANYONE: set(product(Role, SCOPES)),
    Permission.SEAT: set(product(Role, SCOPES)),
    Permission.SUPERVISE: {
        (Role.SUPERVISOR, "in scope"),
        *product([Role.ADMINISTRATOR], SCOPES),
    },
    Permission.ADMINISTER: set(product([Role.ADMINISTRATOR], SCOPES)),
}


EXTENSIONS = {"anna": "1001", "vera": "1003"}


def house(role: Role, scope: str) -> Playbook:
    return opened(
        "vera",
        "anna",
        groups=(Group("g1"), Group("g2")),
        accounts=(
            Account("anna", extension="1001", group="g1", skills=(Skill("sales"),)),
            Account("vera", "", role, "1003", "g2", SCOPES[scope]),
        ),
    )


def named_by(name: str) -> str:
    """The parameter that names whom a supervising command is aimed at."""
    return fields(commands.TABLE[name].Params)[0].name


def parameters(name: str, target: str) -> tuple[str | int, ...]:
    if commands.TABLE[name].PERMISSION is Permission.SUPERVISE:
        return (EXTENSIONS.get(target, "1009") if named_by(name) == "extension" else target,)
    return PARAMETERS.get(name, ())


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", commands.TABLE)
def test_each_role_may_give_each_command_in_its_scope(name: str, role: Role, scope: str) -> None:
    permission = commands.TABLE[name].PERMISSION
    play = house(role, scope)
    if permission is Permission.SUPERVISE:
        call_in(play)
        pick_up(play, "anna")
        play.forget()
    play.ask("vera", name, *parameters(name, "anna"))
    answer = play.effects[0]
    may = (role, scope) in ALLOWED[permission]
    refused = isinstance(answer, Refuse) and answer.reason is Reason.NOT_PERMITTED
    assert refused == (not may)
    audits = [(row.actor, row.action, row.target) for row in rows(play, AuditRow)]
    if permission is Permission.SUPERVISE and may:
        assert isinstance(answer, Accept)
        assert audits == [("vera", name, "anna")]
    else:
        assert audits == []


SUPERVISING = [r.NAME for r in commands.ROWS if r.PERMISSION is Permission.SUPERVISE]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", SUPERVISING)
def test_a_target_that_does_not_exist_is_told_to_those_who_might_have_one(
    name: str, role: Role
) -> None:
    play = house(role, "in scope")
    play.ask("vera", name, *parameters(name, "nobody"))
    if role is Role.AGENT:
        play.wants("Refuse ask=q3 reason=not_permitted")
    else:
        play.wants(f"Refuse ask=q3 reason=target_unknown parameter={named_by(name)}")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", SUPERVISING)
def test_nobody_has_a_hand_over_themselves_by_being_there(name: str, role: Role) -> None:
    play = house(role, "in scope")
    play.ask("vera", name, *parameters(name, "vera"))
    answer = play.effects[0]
    refused = isinstance(answer, Refuse) and answer.reason is Reason.NOT_PERMITTED
    assert refused == (role is not Role.ADMINISTRATOR), "vera's own group is not in her scope"


def test_the_table_has_supervising_commands() -> None:
    assert SUPERVISING[:3] == ["forceIdle", "forceBusy", "forceOut"]


@pytest.mark.parametrize(
    ("role", "scope", "may"),
    [
        (Role.AGENT, ("g1",), False),
        (Role.SUPERVISOR, ("g1",), True),
        (Role.SUPERVISOR, ("g2", "g1"), True),
        (Role.SUPERVISOR, ("g2",), False),
        (Role.SUPERVISOR, (), False),
        (Role.ADMINISTRATOR, (), True),
    ],
)
def test_scope(role: Role, scope: tuple[str, ...], may: bool) -> None:
    assert may_supervise(Account("vera", role=role, supervises=scope), "g1") is may
