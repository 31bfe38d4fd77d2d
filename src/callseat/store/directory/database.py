"""The directory's transactions: reading ones, and writing ones of which only one runs at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from callseat.store.audit import actor_now, audit_row
from callseat.store.database import WRITES
from callseat.store.errors import ConflictError, NotThereError, database_errors
from callseat.store.models import Base, CampaignModel, RevisionModel
from callseat.store.upsert import write

Model = TypeVar("Model", bound=Base)
Thing = TypeVar("Thing")


class DirectoryDatabase:
    """Hands out sessions; every error of the database leaves them as `DatabaseLostError`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reading = engine
        self._writing = engine.execution_options(**WRITES)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session that sees one moment of the directory."""
        with database_errors():
            async with AsyncSession(self._reading) as session:
                if self._reading.dialect.name == "postgresql":
                    await session.connection(
                        execution_options={"isolation_level": "REPEATABLE READ"}
                    )
                yield session

    @asynccontextmanager
    async def change(
        self, action: str = "", target: str = "", detail: Any = None
    ) -> AsyncIterator[AsyncSession]:
        """A session that commits at its end, or changes nothing if anything is raised.

        A named action is written to the audit in the same transaction; see `audit.acting`.
        """
        with database_errors():
            async with AsyncSession(self._writing) as session, session.begin():
                # This row is the lock: what a change checked stays true until it is committed.
                await session.execute(update(RevisionModel).values(number=RevisionModel.number + 1))
                yield session
                if action:
                    await note(session, action, target, detail)


async def note(session: AsyncSession, action: str, target: str, detail: Any = None) -> None:
    """Write into the audit what this session does; the program's own doings are not."""
    if actor := actor_now():
        row = audit_row(actor, action, target, detail)
        await (await session.connection()).run_sync(write, [row])


async def existing(session: AsyncSession, model: type[Model], key: str, of: str) -> Model:
    """The row with this key; a DirectoryError if there is none."""
    found = await session.get(model, key)
    if found is None:
        raise NotThereError(f"There is no {of} {key[:64]!a}.", key)
    return found


async def refuse_existing(session: AsyncSession, model: type[Base], key: str, of: str) -> None:
    if await session.get(model, key) is not None:
        raise ConflictError(f"There is already {_a(of)} {key}.")


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


async def used_by(
    session: AsyncSession, column: InstrumentedAttribute[str], condition: ColumnElement[bool]
) -> Sequence[str]:
    """The keys in `column` of the rows that meet `condition`, at most ten."""
    return (await session.scalars(select(column).where(condition).order_by(column).limit(10))).all()


def refuse_used(users: Sequence[str], what: str) -> None:
    if users:
        raise ConflictError(f"{what} is still used by {', '.join(users)}.")


async def refuse_in_campaigns(
    session: AsyncSession, column: InstrumentedAttribute[str | None], key: str, of: str
) -> None:
    """What a campaign names stays. Raises ConflictError."""
    campaigns = await used_by(session, CampaignModel.code, column == key)
    refuse_used(campaigns, f"The {of} {key}")


def to_model(model: type[Model], thing: Any, **other: Any) -> Model:
    """A model with the values of a dataclass's fields of the same names; "" is no reference."""
    columns = model.__table__.columns
    values = {
        field.name: getattr(thing, field.name) for field in fields(thing) if field.name in columns
    }
    values.update(other)
    empty = {name for name, value in values.items() if value == "" and columns[name].nullable}
    return model(**{name: None if name in empty else value for name, value in values.items()})


def from_model(kind: type[Thing], model: Base, **other: Any) -> Thing:
    """A dataclass with a model's values; a missing reference is ""."""
    names = [field.name for field in fields(kind) if field.name not in other]  # type: ignore[arg-type]
    values = {name: getattr(model, name) for name in names}
    empty = {name: "" for name, value in values.items() if value is None}
    return kind(**(values | empty | other))
