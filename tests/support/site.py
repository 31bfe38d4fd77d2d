"""A Callseat that runs as a process of its own, with its directory and a city around it."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from callseat.city import City, CitySettings, RegistrationError
from callseat.config import Settings
from callseat.store.directory import DirectoryStore
from callseat.store.records import RecordReader
from callseat.store.store import open_database
from callseat.switch.asterisk.runtime.folder import RunFolder
from callseat.switch.asterisk.runtime.identity import is_alive, load_record
from tests.support.asterisk import free_port
from tests.support.office import Business, extension_of, furnish, office_settings, switch_settings
from tests.support.server_process import ServerProcess
from tests.support.waiting import until
from tests.support.worker import Worker


class Site:
    """Made by `open`. The server may be killed and started again; all ends with `close`."""

    def __init__(self, business: Business, settings: Settings) -> None:
        self.business, self.settings = business, settings
        self.city: City
        self.server: ServerProcess
        self.database: AsyncEngine
        self.address = ""

    @classmethod
    async def open(cls, business: Business, **changes: Any) -> Site:
        """The ports stay the same, so that a server that comes back finds its Asterisk.

        `changes` are sections of Settings.
        """
        data = Path(tempfile.mkdtemp(prefix="site-"))
        switch = switch_settings().model_copy(update={"ari_port": free_port()})
        site = cls(business, office_settings(data, switch=switch, **changes))
        try:
            await site._open()
        except BaseException:
            await site.close()
            raise
        return site

    async def _open(self) -> None:
        address = ("127.0.0.1", self.settings.switch.sip_port)
        self.city = await City.start(CitySettings(server=address))
        await self.start_server()
        self.database = await open_database("", self.settings.data)
        directory = DirectoryStore(self.database)
        await furnish(directory, self.business, self.city.trunk)
        await asyncio.gather(
            *(self._phone(one.extension, one.secret) for one in await directory.phones())
        )

    async def _phone(self, extension: str, secret: str) -> None:
        """Registers as soon as the running server has read of it in the directory."""

        async def registered() -> bool:
            with suppress(RegistrationError):
                return (await self.city.phone(extension, secret)).registered
            return False

        await until(registered, 20)

    async def start_server(self) -> None:
        self.server = await ServerProcess.start(self.settings)
        self.address = await self.server.address()

    def worker(self, user: str) -> Worker:
        """The user at the desk, not logged in yet."""
        return Worker(self.address, user, self.city.phones[extension_of(self.business, user)])

    @property
    def records(self) -> RecordReader:
        return RecordReader(self.database)

    @property
    def asterisk(self) -> int | None:
        """The process number of the server's Asterisk while it runs."""
        folder = RunFolder(self.settings.data / "asterisk")
        record = load_record(folder.process_file)
        if record is None or not is_alive(record, str(folder.main_file.absolute())):
            return None
        return record.number

    async def close(self) -> None:
        if hasattr(self, "city"):
            await self.city.stop()
        if hasattr(self, "database"):
            await self.database.dispose()
        if hasattr(self, "server"):
            await self.server.kill()
        if (number := self.asterisk) is not None:
            os.kill(number, signal.SIGKILL)
        shutil.rmtree(self.settings.data, ignore_errors=True)
