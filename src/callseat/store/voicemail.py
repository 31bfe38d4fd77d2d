"""Messages that callers left: listed with who heard them, marked, removed with their files."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.domain.rows import VoicemailRow
from callseat.store.audit import actor_now, audit_row
from callseat.store.database import WRITES
from callseat.store.errors import NotThereError, database_errors
from callseat.store.models import TABLES, AccountModel, HeardModel
from callseat.store.pages import MAX_LIMIT, Scope
from callseat.store.upsert import write

FOLDER = "voicemail"  # in the data folder
_ROWS = TABLES[VoicemailRow]
_COLUMN = _ROWS.columns


@dataclass(frozen=True, slots=True)
class Voicemail:
    """A message in a group's or a user's box; `heard_at` 0 is not yet. Times are milliseconds."""

    name: str
    contact_id: str
    caller: str
    box: str
    at: int
    duration_ms: int
    heard_at: int = 0
    heard_by: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which messages, the newest first; empty is no filter. `before`: time and name of the last
    one of the page before. `scope` None is everybody's.
    """

    name: str = ""
    box: str = ""
    unheard: bool = False
    before: tuple[int, str] | None = None
    limit: int = 100
    scope: Scope | None = None


class Voicemails:
    """`folder` has the files. Raises NotThereError and DatabaseLostError.

    Changes are written to the audit in the same transaction; see `audit.acting`.
    """

    def __init__(self, engine: AsyncEngine, folder: Path) -> None:
        self._reading = engine
        self._writing = engine.execution_options(**WRITES)
        self._folder = folder

    async def read(self, wanted: Wanted) -> tuple[Voicemail, ...]:
        """A message may be a batch (50 ms) late."""
        with database_errors():
            async with self._reading.connect() as connection:
                found = await connection.execute(_query(wanted))
                return tuple(Voicemail(*row) for row in found)

    async def get(self, name: str, scope: Scope | None = None) -> Voicemail:
        found = await self.read(Wanted(name=name, scope=scope))
        if not found:
            raise NotThereError(f"There is no message {name[:64]!a}.", name)
        return found[0]

    async def set_heard(self, name: str, *, heard: bool) -> None:
        """Who heard it first stays."""
        action = "voicemail.heard" if heard else "voicemail.unheard"
        table = HeardModel.__table__
        with database_errors():
            async with self._writing.begin() as connection:
                await _check(connection, name)
                before = await connection.scalar(
                    select(HeardModel.name).where(HeardModel.name == name)
                )
                if heard is (before is not None):
                    return
                if heard:
                    now = time.time_ns() // 1_000_000
                    values = {"name": name, "heard_at": now, "heard_by": actor_now()}
                    await connection.execute(table.insert().values(values))  # type: ignore[attr-defined]
                else:
                    await connection.execute(delete(HeardModel).where(HeardModel.name == name))
                await _note(connection, action, name)

    async def remove(self, name: str) -> None:
        """The message and its file."""
        with database_errors():
            async with self._writing.begin() as connection:
                await _check(connection, name)
                await connection.execute(delete(HeardModel).where(HeardModel.name == name))
                await connection.execute(delete(_ROWS).where(_COLUMN["name"] == name))
                await _note(connection, "voicemail.remove", name)
        file = self._place(name)
        if file is not None:
            await asyncio.to_thread(file.unlink, missing_ok=True)

    def file(self, name: str) -> Path:
        """Where it lies, never outside of the folder. Raises NotThereError."""
        file = self._place(name)
        if file is None or not file.is_file():
            raise NotThereError(f"The file of the message {name[:64]!a} is gone.", name)
        return file

    def _place(self, name: str) -> Path | None:
        folder = self._folder.resolve()
        file = (folder / name).resolve()
        return file if file.is_relative_to(folder) else None


def _query(wanted: Wanted) -> Select[Any]:
    heard = HeardModel
    query: Select[Any] = select(
        *_ROWS.columns, func.coalesce(heard.heard_at, 0), func.coalesce(heard.heard_by, "")
    ).outerjoin(heard, heard.name == _COLUMN["name"])
    if wanted.name:
        query = query.where(_COLUMN["name"] == wanted.name)
    if wanted.box:
        query = query.where(_COLUMN["box"] == wanted.box)
    if wanted.unheard:
        query = query.where(heard.name.is_(None))
    if wanted.before:
        query = query.where(tuple_(_COLUMN["at"], _COLUMN["name"]) < tuple_(*wanted.before))
    if wanted.scope is not None:
        query = query.where(_within(wanted.scope))
    order = (_COLUMN["at"].desc(), _COLUMN["name"].desc())
    return query.order_by(*order).limit(max(1, min(wanted.limit, MAX_LIMIT)))


def _within(scope: Scope) -> ColumnElement[bool]:
    """Its own box, its group's, and of groups in its scope theirs and their people's."""
    box = _COLUMN["box"]
    own = select(AccountModel.group).where(AccountModel.user == scope.user)
    people = select(AccountModel.user).where(AccountModel.group.in_(scope.groups))
    return (box == scope.user) | box.in_(own) | box.in_(scope.groups) | box.in_(people)


async def _check(connection: AsyncConnection, name: str) -> None:
    query = select(_COLUMN["name"]).where(_COLUMN["name"] == name)
    if await connection.scalar(query) is None:
        raise NotThereError(f"There is no message {name[:64]!a}.", name)


async def _note(connection: AsyncConnection, action: str, name: str) -> None:
    if actor := actor_now():
        await connection.run_sync(write, [audit_row(actor, action, name)])
