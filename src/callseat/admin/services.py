"""What the API needs from the rest of the server; put together by the application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, cast
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncEngine

from callseat.admin.tokens import Tokens
from callseat.domain.rows import AuditRow
from callseat.domain.world import World
from callseat.store.audit import acting, audit_row
from callseat.store.directory import DirectoryStore
from callseat.store.pages import RecordPages
from callseat.store.records import RecordReader
from callseat.store.sounds.library import SoundLibrary
from callseat.store.voicemail import Voicemails
from callseat.wire.gate import Verdict


@dataclass(slots=True)
class Services:
    """`changed` makes changes of the directory act; `recordings` is the folder of the files;
    `browser_phone` gives a user's browser the secret for an extension.
    """

    engine: AsyncEngine
    directory: DirectoryStore
    pages: RecordPages
    records: RecordReader
    tokens: Tokens
    recordings: Path
    sounds: SoundLibrary
    voicemail: Voicemails
    authenticate: Callable[[str, str], Awaitable[Verdict]]
    browser_phone: Callable[[str, str], Awaitable[str]]
    world: Callable[[], World]
    now: Callable[[], int]
    zone: ZoneInfo
    save: Callable[[AuditRow], None]
    changed: Callable[[], Awaitable[None]]
    _changing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @asynccontextmanager
    async def change(self, actor: str) -> AsyncIterator[DirectoryStore]:
        """The directory, to be changed by `actor`: audited, and acting when this is left.

        One at a time, so that what was read inside still holds when it is written.
        """
        async with self._changing:
            with acting(actor):
                yield self.directory
        await self.changed()

    def note(self, actor: str, action: str, target: str) -> None:
        """Write into the audit what changes nothing, such as listening to a recording."""
        self.save(audit_row(actor, action, target))


def _services(request: Request) -> Services:
    return cast(Services, request.app.state.services)


Of = Annotated[Services, Depends(_services)]
