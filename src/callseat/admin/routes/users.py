"""Users: who may log in, at which seat, with which skills."""

from __future__ import annotations

import secrets
from dataclasses import asdict, replace

from callseat.admin.caller import By, Caller
from callseat.admin.models.common import Page, User
from callseat.admin.models.people import (
    PasswordMade,
    PasswordWanted,
    UserChange,
    UserFields,
    UserMade,
    UserNew,
    UserShown,
)
from callseat.admin.problems import Problem, Reason
from callseat.admin.routes.common import After, Found, Limit, changed, page, protected
from callseat.admin.services import Of
from callseat.domain.directory import Account, Skill
from callseat.store.directory import AccountRecord, DirectoryStore

router = protected("users")


def shown(account: Account, *, disabled: bool) -> UserShown:
    return UserShown(**asdict(account), disabled=disabled)


@router.get("/users", operation_id="listUsers", response_model=Page[UserShown])
async def list_users(
    services: Of, by: By, after: After = "", limit: Limit = 100
) -> Found[UserShown]:
    """The accounts in the caller's scope, by user name."""
    every = await services.directory.accounts.every()
    seen = [one for one in every if by.sees(one.account)]
    found = page(seen, lambda one: one.account.user, after, limit)
    return Found([shown(one.account, disabled=one.disabled) for one in found.items], found.next)


@router.get("/users/{user}", operation_id="getUser", response_model=UserShown)
async def get(user: User, services: Of, by: By) -> UserShown:
    """One account."""
    found = await _seen(services.directory, user, by)
    return shown(found.account, disabled=found.disabled)


@router.post("/users", operation_id="createUser", status_code=201, response_model=UserMade)
async def create(body: UserNew, services: Of, by: By) -> UserMade:
    """Add an account. Its password is generated, and shown in this answer only."""
    account, password = _applied(Account(body.user), body), new_password()
    async with services.change(by.user) as directory:
        await directory.accounts.add(account, password)
    return UserMade(**asdict(account), password=password)


@router.patch("/users/{user}", operation_id="changeUser", response_model=UserShown)
async def change(user: User, body: UserChange, services: Of, by: By) -> UserShown:
    """Change what is given, and nothing else. A new extension counts from the next login."""
    async with services.change(by.user) as directory:
        found = await directory.accounts.get(user)
        account = _applied(found.account, body)
        await directory.accounts.change(account)
    return shown(account, disabled=found.disabled)


@router.delete("/users/{user}", operation_id="deleteUser", status_code=204)
async def delete(user: User, services: Of, by: By) -> None:
    """Remove an account. Who is in a call finishes it, and is signed out then."""
    async with services.change(by.user) as directory:
        await directory.accounts.remove(user)


@router.post("/users/{user}/disable", operation_id="disableUser", status_code=204)
async def disable(user: User, services: Of, by: By) -> None:
    """Forbid the login, and keep the account. Its tokens are of no use from now on."""
    async with services.change(by.user) as directory:
        await directory.accounts.set_disabled(user, True)


@router.post("/users/{user}/enable", operation_id="enableUser", status_code=204)
async def enable(user: User, services: Of, by: By) -> None:
    """Allow the login again."""
    async with services.change(by.user) as directory:
        await directory.accounts.set_disabled(user, False)


@router.post("/users/{user}/password", operation_id="setPassword", response_model=PasswordMade)
async def password(user: User, body: PasswordWanted, services: Of, by: By) -> PasswordMade:
    """Set a new password, given or generated. It ends all tokens, and a lock."""
    new = body.password or new_password()
    async with services.change(by.user) as directory:
        await directory.accounts.set_password(user, new)
    return PasswordMade(password=None if body.password else new)


def new_password() -> str:
    return secrets.token_urlsafe(12)


def _applied(account: Account, body: UserFields) -> Account:
    """The account with what is given."""
    result = changed(account, body)
    if "skills" not in body.model_fields_set:
        return result
    return replace(result, skills=tuple(Skill(one.queue, one.level) for one in body.skills))


async def _seen(directory: DirectoryStore, user: str, by: Caller) -> AccountRecord:
    found = await directory.accounts.get(user)
    if not by.sees(found.account):
        raise Problem(Reason.NOT_FOUND)
    return found
