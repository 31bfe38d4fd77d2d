"""Trunks: the carriers' lines, with their credentials."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from callseat.store.directory import rules
from callseat.store.directory.database import (
    DirectoryDatabase,
    existing,
    from_model,
    refuse_existing,
    to_model,
)
from callseat.store.directory.things import DTMF, TrunkRecord
from callseat.store.errors import DirectoryError
from callseat.store.models import TrunkModel

_MOST_HOSTS = 100


class Trunks:
    def __init__(self, database: DirectoryDatabase) -> None:
        self._database = database

    async def add(self, trunk: TrunkRecord) -> None:
        _check(trunk)
        async with self._database.change("trunk.add", trunk.code, trunk) as session:
            await refuse_existing(session, TrunkModel, trunk.code, "trunk")
            session.add(_model(trunk))

    async def change(self, trunk: TrunkRecord) -> None:
        _check(trunk)
        async with self._database.change("trunk.change", trunk.code, trunk) as session:
            await existing(session, TrunkModel, trunk.code, "trunk")
            await session.merge(_model(trunk))

    async def remove(self, code: str) -> None:
        async with self._database.change("trunk.remove", code) as session:
            await session.delete(await existing(session, TrunkModel, code, "trunk"))

    async def every(self) -> tuple[TrunkRecord, ...]:
        """All trunks with their secrets, disabled ones too."""
        async with self._database.read() as session:
            models = await session.scalars(select(TrunkModel).order_by(TrunkModel.code))
            return tuple(
                from_model(TrunkRecord, each, inbound_hosts=tuple(each.inbound_hosts.split()))
                for each in models
            )


async def read_enabled(session: AsyncSession) -> tuple[str, ...]:
    """The codes of the trunks that are in use, in the order in which they are tried."""
    query = select(TrunkModel.code).where(TrunkModel.enabled).order_by(TrunkModel.code)
    return tuple(await session.scalars(query))


def _model(trunk: TrunkRecord) -> TrunkModel:
    return to_model(TrunkModel, trunk, inbound_hosts=" ".join(trunk.inbound_hosts))


def _check(trunk: TrunkRecord) -> None:
    rules.check_code(trunk.code, "trunk")
    rules.check_name(trunk.name, "trunk")
    rules.check_host(trunk.host)
    rules.check_range(trunk.port, 1, 65_535, "trunk's port")
    rules.check_credential(trunk.user, "trunk's user")
    rules.check_credential(trunk.secret, "trunk's secret")
    if trunk.dtmf not in DTMF:
        raise DirectoryError(f"A trunk's dtmf is one of {', '.join(DTMF)}.")
    if len(trunk.inbound_hosts) > _MOST_HOSTS:
        raise DirectoryError(f"A trunk can have at most {_MOST_HOSTS} inbound hosts.")
    for host in trunk.inbound_hosts:
        rules.check_inbound_host(host)
