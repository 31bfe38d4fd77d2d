"""An AriClient that a real Asterisk has dialled, and a listener that remembers."""

import os
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from callseat.switch.asterisk.ami import AmiClient, AmiSettings
from callseat.switch.asterisk.ari import AnyEvent, AriClient, AriSettings, Snapshot
from callseat.switch.asterisk.runtime.folder import RunFolder
from callseat.switch.asterisk.runtime.identity import load_record
from callseat.switch.asterisk.runtime.process import AsteriskProcess
from tests.support.asterisk import StartAsterisk
from tests.support.waiting import until


@dataclass
class Heard:
    """A listener that writes down what it hears, in order."""

    notes: list[str] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    events: list[AnyEvent] = field(default_factory=list)

    def connected(self, snapshot: Snapshot) -> None:
        self.notes.append("connected")
        self.snapshots.append(snapshot)

    def lost(self) -> None:
        self.notes.append("lost")

    def event(self, event: AnyEvent) -> None:
        self.notes.append(type(event).__name__)
        self.events.append(event)

    def replaced(self) -> None:
        self.notes.append("replaced")

    async def until_connected(self, times: int = 1) -> None:
        async def enough() -> bool:
            return self.notes.count("connected") >= times

        await until(enough, 20)

    async def until_event(self, wanted: Callable[[AnyEvent], bool]) -> AnyEvent:
        async def found() -> list[AnyEvent]:
            return [event for event in self.events if wanted(event)]

        return (await until(found, 15))[0]


@dataclass
class Office:
    """A real Asterisk, connected."""

    process: AsteriskProcess
    client: AriClient
    heard: Heard
    manager: AmiClient


class StartOffice:
    """Starts any number of them, with different application names."""

    def __init__(self, start: StartAsterisk, folder: Callable[[], RunFolder]) -> None:
        self._start, self._folder = start, folder
        self.started: list[Office] = []

    async def __call__(self, application: str = "callseat", **more: Any) -> Office:
        folder = self._folder()
        folder.create()
        secrets, heard = folder.secrets(), Heard()
        settings = AriSettings(
            username=application,
            password=secrets.controller,
            application=application,
            command_sockets=2,
        )
        client = AriClient(settings, heard)
        await client.start()
        process = await self._start(
            folder=folder,
            application=application,
            controller_port=client.port,
            command_connections=2,
            **more,
        )
        port = process.plan.settings.manager_port
        manager = AmiClient(
            AmiSettings(port=port, username=application, secret=secrets.manager, ping_seconds=0.5)
        )
        await manager.start()
        office = Office(process, client, heard, manager)
        self.started.append(office)
        await heard.until_connected()
        return office


@pytest.fixture
async def start_office(
    start_asterisk: StartAsterisk, make_run_folder: Callable[[], RunFolder]
) -> AsyncIterator[StartOffice]:
    start = StartOffice(start_asterisk, make_run_folder)
    yield start
    for office in start.started:
        await office.manager.stop()
        await office.client.stop()


@pytest.fixture
async def office(start_office: StartOffice) -> Office:
    return await start_office()


def kill(office: Office) -> None:
    """Ends its Asterisk as a crash would; it is started again by its supervisor."""
    record = load_record(office.process.plan.folder.process_file)
    assert record is not None
    os.kill(record.number, signal.SIGKILL)
