"""The city's Asterisk process with its ARI and its capture, started and stopped as one."""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.client import AriClient
from callseat.switch.asterisk.ari.messages import AnyEvent
from callseat.switch.asterisk.ari.operation import Operation
from callseat.switch.asterisk.ari.settings import AriSettings
from callseat.switch.asterisk.ari.setup import Snapshot
from callseat.switch.asterisk.runtime.configuration import Plan
from callseat.switch.asterisk.runtime.folder import RunFolder
from callseat.switch.asterisk.runtime.installation import Installation
from callseat.switch.asterisk.runtime.process import AsteriskProcess
from callseat.switch.asterisk.runtime.settings import AsteriskSettings

from .capture import Capture, Sighting
from .configuration import APPLICATION, CARRIER_ADDRESS, PHONE_ADDRESS, Premises, files
from .ports import free_port, free_sip_port, media_ports
from .tones import write_tones

COMMAND_SOCKETS = 2
CONNECT_SECONDS = 20.0


@dataclass(slots=True)
class Network:
    """`event` and `sighting` are told what happens, in order, in the event loop."""

    folder: Path
    server: tuple[str, int]
    installation: Installation
    event: Callable[[AnyEvent], None]
    sighting: Callable[[Sighting], None]
    carrier_port: int = field(default_factory=lambda: free_sip_port(CARRIER_ADDRESS))
    _up: asyncio.Event = field(default_factory=asyncio.Event)
    _capture: Capture | None = None
    _client: AriClient | None = None
    _process: AsteriskProcess | None = None

    @property
    def recordings(self) -> Path:
        return self.folder / "heard"

    async def start(self) -> None:
        """Return when calls can be made. Raises what the runtime raises; nothing is left then."""
        self.recordings.mkdir(parents=True)
        write_tones(self.folder / "tones")
        try:
            await self._start()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """End the process and remove the folder."""
        if self._process is not None:
            await self._process.stop()
        if self._client is not None:
            await self._client.stop()
        if self._capture is not None:
            self._capture.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    async def ask(self, operation: Operation[Any], channel: str) -> Any:
        """Do it, after what was asked before for the same channel. Raises AriFailure."""
        assert self._client is not None  # noqa: S101 - set by start
        return await self._client.request(operation, channel)

    async def _start(self) -> None:
        self._capture = Capture(self.sighting)
        await self._capture.start()
        run = RunFolder(self.folder / "asterisk")
        run.create()
        self._client = AriClient(
            AriSettings(
                username=APPLICATION,
                password=run.secrets().controller,
                application=APPLICATION,
                command_sockets=COMMAND_SOCKETS,
            ),
            self,
        )
        await self._client.start()
        premises = Premises(
            recordings=self.recordings.absolute(),
            tones=(self.folder / "tones").absolute(),
            carrier_port=self.carrier_port,
            capture_port=self._capture.port,
            server=self.server,
        )
        settings = _settings(self._client.port)
        self._process = AsteriskProcess(Plan(settings, run, self.installation, files(premises)))
        await self._process.start()
        async with asyncio.timeout(CONNECT_SECONDS):
            await self._up.wait()
        # A call that the city places is in no application before it is answered.
        await self.ask(ari.applications_subscribe(APPLICATION, ["endpoint:PJSIP"]), "")

    def confirm(self, sighting: Sighting) -> None:
        """Answer a request that the city's Asterisk leaves unanswered."""
        if self._capture is not None:
            self._capture.confirm(sighting)

    def connected(self, snapshot: Snapshot) -> None:
        self._up.set()

    def lost(self) -> None:
        self._up.clear()

    def replaced(self) -> None:
        self._up.clear()


def _settings(controller_port: int) -> AsteriskSettings:
    first, last = media_ports()
    return AsteriskSettings(
        sip_address=PHONE_ADDRESS,
        sip_port=free_sip_port(),
        rtp_first_port=first,
        rtp_last_port=last,
        http_port=free_port(socket.SOCK_STREAM),
        manager_port=free_port(socket.SOCK_STREAM),
        application=APPLICATION,
        controller_port=controller_port,
        command_connections=COMMAND_SOCKETS,
        user_agent="City",
    )
