"""The whole directory: loading it, and the way to each kind of thing in it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from callseat.domain.directory import Directory
from callseat.store.directory.accounts import Accounts, read_accounts
from callseat.store.directory.calendars import Calendars, read_calendars
from callseat.store.directory.campaigns import Campaigns, read_campaigns
from callseat.store.directory.database import DirectoryDatabase, from_model
from callseat.store.directory.flows import Flows, active_flows
from callseat.store.directory.forwardings import Forwardings, read_forwardings
from callseat.store.directory.lines import (
    Groups,
    Projects,
    Queues,
    read_groups,
    read_projects,
    read_queues,
)
from callseat.store.directory.sounds import Sounds, read_sounds
from callseat.store.directory.things import PhoneRecord
from callseat.store.directory.trunks import Trunks, read_enabled
from callseat.store.models import RevisionModel, SeatModel
from callseat.store.passwords import PasswordSettings


class DirectoryStore:
    """Each kind has `add`, `change` and `remove`; raises DirectoryError or DatabaseLostError."""

    def __init__(self, engine: AsyncEngine, passwords: PasswordSettings | None = None) -> None:
        self._database = DirectoryDatabase(engine)
        self.accounts = Accounts(self._database, passwords)
        self.groups = Groups(self._database)
        self.queues = Queues(self._database)
        self.projects = Projects(self._database)
        self.flows = Flows(self._database)
        self.sounds = Sounds(self._database)
        self.trunks = Trunks(self._database)
        self.forwardings = Forwardings(self._database)
        self.calendars = Calendars(self._database)
        self.campaigns = Campaigns(self._database)

    async def load(self) -> Directory:
        """The domain's directory at one moment, without disabled accounts."""
        async with self._database.read() as session:
            accounts = await read_accounts(session)
            return Directory(
                groups=await read_groups(session),
                accounts=tuple(each.account for each in accounts if not each.disabled),
                queues=await read_queues(session),
                projects=await read_projects(session),
                flows=await active_flows(session),
                sounds=tuple(sound.code for sound in await read_sounds(session)),
                forwardings=await read_forwardings(session),
                trunks=await read_enabled(session),
                calendars=await read_calendars(session),
                campaigns=await read_campaigns(session),
            )

    async def phones(self) -> tuple[PhoneRecord, ...]:
        """The phones of all seats, with their secrets."""
        async with self._database.read() as session:
            seats = await session.scalars(select(SeatModel).order_by(SeatModel.extension))
            return tuple(from_model(PhoneRecord, seat) for seat in seats)

    async def revision(self) -> int:
        """A number that every change raises; cheap to ask for."""
        async with self._database.read() as session:
            return (await session.scalars(select(RevisionModel.number))).one()
