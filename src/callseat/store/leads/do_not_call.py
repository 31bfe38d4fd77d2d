"""Numbers that must not be called, in several lists, all of which hold for all campaigns."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.store.audit import actor_now
from callseat.store.directory import rules
from callseat.store.errors import ConflictError, DirectoryError, NotThereError, database_errors
from callseat.store.leads.changing import changing
from callseat.store.leads.csv_file import Fault, Form, NewLead, look, read
from callseat.store.leads.numbers import Number, is_region, read_number
from callseat.store.models import DoNotCallListModel, DoNotCallModel

_PIECE = 500
MOST_FAULTS = 1000


@dataclass(frozen=True, slots=True)
class Never:
    """A number in a list. `added_at` is ms."""

    list: str
    e164: str
    number: str
    note: str = ""
    added_at: int = 0
    added_by: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: numbers that are new; `faults` are the first of the faulty lines."""

    added: int
    known: int
    faulty: int
    faults: tuple[Fault, ...] = ()


class DoNotCall:
    """Raises DirectoryError for what is not allowed, DatabaseLostError."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def lists(self) -> tuple[tuple[str, str], ...]:
        """Codes with their names."""
        of = DoNotCallListModel
        with database_errors():
            async with self._engine.connect() as connection:
                found = await connection.execute(select(of.code, of.name).order_by(of.code))
                return tuple((code, name) for code, name in found)

    async def add_list(self, code: str, name: str = "") -> None:
        rules.check_code(code, "list")
        rules.check_name(name, "list")
        of = DoNotCallListModel
        async with changing(self._engine, "do_not_call.add_list", code) as connection:
            if await connection.scalar(select(of.code).where(of.code == code)) is not None:
                raise ConflictError(f"There is already a list {code}.")
            await connection.execute(insert(of).values(code=code, name=name))

    async def remove_list(self, code: str) -> None:
        """Its numbers may be called again, unless another list has them."""
        of = DoNotCallListModel
        async with changing(self._engine, "do_not_call.remove_list", code) as connection:
            await _refuse_unknown(connection, code)
            await connection.execute(delete(DoNotCallModel).where(DoNotCallModel.list == code))
            await connection.execute(delete(of).where(of.code == code))

    async def add(self, code: str, number: str, region: str = "CN", note: str = "") -> Never:
        """A number that is there already stays as it is."""
        rules.check_name(note, "note")
        found = _number(number, region)
        never = Never(code, found.e164, found.dialled, note, _now(), actor_now())
        action = "do_not_call.add"
        async with changing(self._engine, action, f"{code}/{never.e164}", never) as connection:
            await _refuse_unknown(connection, code)
            await _insert(connection, [never])
        return never

    async def remove(self, code: str, number: str, region: str = "CN") -> None:
        of, e164 = DoNotCallModel, _number(number, region).e164
        async with changing(self._engine, "do_not_call.remove", f"{code}/{e164}") as connection:
            mine = (of.list == code) & (of.e164 == e164)
            if not (await connection.execute(delete(of).where(mine))).rowcount:
                raise NotThereError(f"The list {code[:64]!a} has no number {e164}.", number)

    async def check(self, number: str, region: str = "CN") -> tuple[Never, ...]:
        """Where a number is; nowhere means that it may be called."""
        return await self._read(DoNotCallModel.e164 == _number(number, region).e164)

    async def page(self, code: str, after: str = "", limit: int = 100) -> tuple[Never, ...]:
        """Numbers of a list, as E.164, after the number `after`."""
        of = DoNotCallModel
        return await self._read(of.list == code, of.e164 > after, limit=limit)

    async def import_file(self, code: str, file: BinaryIO, form: Form) -> Imported:
        """Numbers of a file as leads come in; again is no harm."""
        if not is_region(form.region):
            raise DirectoryError(f"There is no country {form.region[:10]!a}: use one like CN.")
        found = await asyncio.to_thread(look, file, form)
        lines = read(file, found, form.region)
        added = total = 0
        faults: list[Fault] = []
        faulty = 0
        while some := await asyncio.to_thread(lambda: list(islice(lines, _PIECE))):
            began = time.monotonic()
            good = [one for one in some if isinstance(one, NewLead)]
            bad = [one for one in some if isinstance(one, Fault)]
            faults += bad[: MOST_FAULTS - len(faults)]
            faulty, total = faulty + len(bad), total + len(good)
            added += await self._keep(code, good)
            await asyncio.sleep(time.monotonic() - began)
        return Imported(added, total - added, faulty, tuple(faults))

    async def _keep(self, code: str, good: Sequence[NewLead]) -> int:
        now, actor = _now(), actor_now()
        numbers = [Never(code, one.e164, one.number, one.name, now, actor) for one in good]
        action, detail = "do_not_call.import", f"{len(numbers)} numbers"
        async with changing(self._engine, action, code, detail) as connection:
            await _refuse_unknown(connection, code)
            return await _insert(connection, numbers)

    async def _read(self, *conditions: object, limit: int = 1000) -> tuple[Never, ...]:
        of = DoNotCallModel.__table__.columns
        query = select(*(of[name] for name in Never.__slots__)).where(*conditions)  # type: ignore[arg-type]
        with database_errors():
            async with self._engine.connect() as connection:
                found = await connection.execute(
                    query.order_by(of["e164"], of["list"]).limit(limit)
                )
                return tuple(Never(*row) for row in found)


def _now() -> int:
    return time.time_ns() // 1_000_000


def _number(text: str, region: str) -> Number:
    found = read_number(text, region) if is_region(region) else None
    if found is None:
        raise DirectoryError(f"{text[:40]!a} is not a telephone number.")
    return found


async def _refuse_unknown(connection: AsyncConnection, code: str) -> None:
    of = DoNotCallListModel
    if await connection.scalar(select(of.code).where(of.code == code)) is None:
        raise NotThereError(f"There is no list {code[:64]!a}.", code)


async def _insert(connection: AsyncConnection, numbers: Sequence[Never]) -> int:
    """How many are new."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    of = DoNotCallModel
    keys = {one.e164: one for one in numbers}
    if not keys:
        return 0
    code = numbers[0].list
    there = select(of.e164).where(of.list == code, of.e164.in_(list(keys)))
    known = set(await connection.scalars(there))
    values = [
        {name: getattr(one, name) for name in Never.__slots__}
        for e164, one in keys.items()
        if e164 not in known
    ]
    if values:
        await connection.execute(dialect.insert(of).on_conflict_do_nothing(), values)
    return len(values)
