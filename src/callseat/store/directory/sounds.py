"""Sounds by their codes: which file is played. The files themselves: `store/sounds/`."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from callseat.domain.flow.check import sounds_of
from callseat.store.directory import rules
from callseat.store.directory.database import (
    DirectoryDatabase,
    existing,
    from_model,
    refuse_existing,
    refuse_used,
    to_model,
)
from callseat.store.directory.flows import active_flows
from callseat.store.directory.things import BUILT_IN, SoundRecord
from callseat.store.errors import ConflictError
from callseat.store.models import SoundModel


class Sounds:
    """Those that come with the program are there, until a site has one of its own instead."""

    def __init__(self, database: DirectoryDatabase) -> None:
        self._database = database

    async def add(self, sound: SoundRecord) -> None:
        _check_sound(sound)
        async with self._database.change("sound.add", sound.code, sound) as session:
            await refuse_existing(session, SoundModel, sound.code, "sound")
            session.add(to_model(SoundModel, sound))

    async def change(self, sound: SoundRecord) -> None:
        _check_sound(sound)
        async with self._database.change("sound.change", sound.code, sound) as session:
            await existing(session, SoundModel, sound.code, "sound")
            await session.merge(to_model(SoundModel, sound))

    async def remove(self, code: str) -> None:
        """Refused while an active flow plays it, and for those that come with the program."""
        async with self._database.change("sound.remove", code) as session:
            found = await existing(session, SoundModel, code, "sound")
            refuse_built_in(found.code, found.file)
            flows = [flow.code for flow in await active_flows(session) if code in sounds_of(flow)]
            refuse_used(flows, f"The sound {code}")
            await session.delete(found)

    async def get(self, code: str) -> SoundRecord:
        async with self._database.read() as session:
            found = await existing(session, SoundModel, code, "sound")
            return from_model(SoundRecord, found)

    async def every(self) -> tuple[SoundRecord, ...]:
        async with self._database.read() as session:
            return await read_sounds(session)


async def read_sounds(session: AsyncSession) -> tuple[SoundRecord, ...]:
    models = await session.scalars(select(SoundModel).order_by(SoundModel.code))
    return tuple(from_model(SoundRecord, model) for model in models)


def refuse_built_in(code: str, file: str) -> None:
    """A prompt of the program is always there: it can be replaced, and not removed."""
    if file == BUILT_IN:
        raise ConflictError(
            f"The sound {code} comes with Callseat: it can be replaced, but not removed."
        )


def _check_sound(sound: SoundRecord) -> None:
    rules.check_sound(sound.code)
    rules.check_name(sound.title, "sound")
    rules.check_file(sound.file)
