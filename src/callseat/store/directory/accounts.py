"""Accounts with their passwords, seats, scopes and skills."""

from __future__ import annotations

import secrets
from dataclasses import replace

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from callseat.domain.directory import Account, Reach, Role, Skill
from callseat.store.directory import rules
from callseat.store.directory.database import (
    DirectoryDatabase,
    existing,
    from_model,
    refuse_existing,
    to_model,
)
from callseat.store.directory.flows import refuse_named
from callseat.store.directory.things import AccountRecord
from callseat.store.errors import DirectoryError
from callseat.store.models import (
    AccountModel,
    GroupModel,
    QueueModel,
    SeatModel,
    SkillModel,
    SupervisionModel,
)
from callseat.store.passwords import (
    MAX_PASSWORD,
    MIN_PASSWORD,
    Credential,
    Passwords,
    PasswordSettings,
)

_MOST_SKILLS = 100
_MOST_CALLERS = 100


class Accounts:
    """Who may log in. A seat comes with the first account that names its extension."""

    def __init__(
        self, database: DirectoryDatabase, passwords: PasswordSettings | None = None
    ) -> None:
        self._database = database
        self.passwords = Passwords(self.credential, passwords)

    async def add(self, account: Account, password: str) -> None:
        _check(account)
        password_hash = await self._hash(password)
        async with self._database.change("user.add", account.user, account) as session:
            await refuse_existing(session, AccountModel, account.user, "account")
            await _check_references(session, account)
            session.add(_model(account, password_hash, disabled=False))
            await session.flush()
            await _add_dependents(session, account)

    async def change(self, account: Account) -> None:
        """Replace all but the password and whether it is disabled."""
        _check(account)
        async with self._database.change("user.change", account.user, account) as session:
            kept = await existing(session, AccountModel, account.user, "account")
            await _check_references(session, account)
            await session.merge(_model(account, kept.password_hash, disabled=kept.disabled))
            await session.flush()
            await _remove_dependents(session, account.user)
            await _add_dependents(session, account)
            await _remove_empty_seats(session)

    async def set_skills(self, user: str, skills: tuple[Skill, ...]) -> None:
        """Replace the queues an account serves and the levels at which."""
        found = await self.get(user)
        await self.change(replace(found.account, skills=skills))

    async def set_password(self, user: str, password: str) -> None:
        password_hash = await self._hash(password)
        async with self._database.change("user.password", user) as session:
            found = await existing(session, AccountModel, user, "account")
            found.password_hash = password_hash
        self.passwords.forget_failures(user)

    async def set_disabled(self, user: str, disabled: bool) -> None:
        action = "user.disable" if disabled else "user.enable"
        async with self._database.change(action, user) as session:
            found = await existing(session, AccountModel, user, "account")
            found.disabled = disabled

    async def remove(self, user: str) -> None:
        async with self._database.change("user.remove", user) as session:
            found = await existing(session, AccountModel, user, "account")
            await refuse_named(session, user, "account", "seats", "boxes")
            await session.delete(found)
            await session.flush()
            await _remove_empty_seats(session)

    async def get(self, user: str) -> AccountRecord:
        async with self._database.read() as session:
            await existing(session, AccountModel, user, "account")
            return (await read_accounts(session, user))[0]

    async def every(self) -> tuple[AccountRecord, ...]:
        async with self._database.read() as session:
            return await read_accounts(session)

    async def new_phone_secret(self, extension: str) -> None:
        """Replace the secret of a seat's phone, which must then be set up again."""
        async with self._database.change("seat.secret", extension) as session:
            seat = await existing(session, SeatModel, extension, "seat")
            seat.secret = _secret()

    async def credential(self, user: str) -> Credential | None:
        if not rules.is_user(user):
            return None
        async with self._database.read() as session:
            found = await session.get(AccountModel, user)
            return Credential(found.password_hash, found.disabled) if found else None

    async def _hash(self, password: str) -> str:
        rules.check_password(password, MIN_PASSWORD, MAX_PASSWORD)
        return await self.passwords.hash(password)


async def read_accounts(session: AsyncSession, user: str = "") -> tuple[AccountRecord, ...]:
    """All accounts, or the one, by user name."""
    models = select(AccountModel).order_by(AccountModel.user)
    skills = select(SkillModel).order_by(SkillModel.queue)
    scopes = select(SupervisionModel).order_by(SupervisionModel.group)
    if user:
        models = models.where(AccountModel.user == user)
        skills = skills.where(SkillModel.user == user)
        scopes = scopes.where(SupervisionModel.user == user)
    skills_of: dict[str, list[Skill]] = {}
    for skill in await session.scalars(skills):
        skills_of.setdefault(skill.user, []).append(Skill(skill.queue, skill.level))
    scope_of: dict[str, list[str]] = {}
    for scope in await session.scalars(scopes):
        scope_of.setdefault(scope.user, []).append(scope.group)
    found = []
    for model in await session.scalars(models):
        account = from_model(
            Account,
            model,
            role=Role(model.role),
            supervises=tuple(scope_of.get(model.user, ())),
            skills=tuple(skills_of.get(model.user, ())),
            callers=tuple(model.callers.split()),
            reach=Reach(model.reach) if model.reach else None,
        )
        found.append(AccountRecord(account, model.disabled))
    return tuple(found)


def _model(account: Account, password_hash: str, *, disabled: bool) -> AccountModel:
    return to_model(
        AccountModel,
        account,
        password_hash=password_hash,
        disabled=disabled,
        callers=" ".join(account.callers),
    )


def _check(account: Account) -> None:
    rules.check_user(account.user)
    rules.check_name(account.name, "account")
    if account.extension:
        rules.check_extension(account.extension)
    elif account.skills:
        raise DirectoryError("An account that serves queues needs an extension.")
    if len(account.skills) > _MOST_SKILLS:
        raise DirectoryError(f"An account can serve at most {_MOST_SKILLS} queues.")
    for skill in account.skills:
        rules.check_range(skill.level, 1, 9, f"level in the queue {skill.queue}")
    if len({skill.queue for skill in account.skills}) < len(account.skills):
        raise DirectoryError("A queue is named twice among the account's skills.")
    if len(set(account.supervises)) < len(account.supervises):
        raise DirectoryError("A group is named twice among those the account supervises.")
    _check_callers(account.callers)


def _check_callers(callers: tuple[str, ...]) -> None:
    if len(callers) > _MOST_CALLERS:
        raise DirectoryError(f"An account can show at most {_MOST_CALLERS} numbers.")
    for number in callers:
        rules.check_number(number, "number to show")
    if len(set(callers)) < len(callers):
        raise DirectoryError("A number is named twice among those the account may show.")


async def _check_references(session: AsyncSession, account: Account) -> None:
    for group in filter(None, (account.group, *account.supervises)):
        await existing(session, GroupModel, group, "group")
    for skill in account.skills:
        await existing(session, QueueModel, skill.queue, "queue")
    if account.extension and await session.get(SeatModel, account.extension) is None:
        session.add(SeatModel(extension=account.extension, secret=_secret()))
        await session.flush()


async def _add_dependents(session: AsyncSession, account: Account) -> None:
    session.add_all(SupervisionModel(user=account.user, group=g) for g in account.supervises)
    session.add_all(
        SkillModel(user=account.user, queue=skill.queue, level=skill.level)
        for skill in account.skills
    )
    await session.flush()


async def _remove_dependents(session: AsyncSession, user: str) -> None:
    await session.execute(delete(SupervisionModel).where(SupervisionModel.user == user))
    await session.execute(delete(SkillModel).where(SkillModel.user == user))


async def _remove_empty_seats(session: AsyncSession) -> None:
    used = exists().where(AccountModel.extension == SeatModel.extension)
    await session.execute(delete(SeatModel).where(~used))


def _secret() -> str:
    return secrets.token_urlsafe(24)
