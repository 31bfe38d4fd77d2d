"""Asterisk and its driver, brought up and taken down together.

The order matters: we listen first, then Asterisk starts and dials us; we say that calls can come
when it was told its phones and trunks.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from os import strerror
from pathlib import Path

import structlog

from callseat.clock import Clock
from callseat.config import SwitchSettings
from callseat.domain.text import Text
from callseat.switch.asterisk.ami import AmiSettings
from callseat.switch.asterisk.ari.settings import AriSettings
from callseat.switch.asterisk.folders import Folders
from callseat.switch.asterisk.runtime.configuration import (
    Plan,
    render_configuration,
    write_configuration,
)
from callseat.switch.asterisk.runtime.errors import PortInUseError
from callseat.switch.asterisk.runtime.find import find_or_install
from callseat.switch.asterisk.runtime.folder import RunFolder
from callseat.switch.asterisk.runtime.process import AsteriskProcess, ProcessNotice
from callseat.switch.asterisk.runtime.settings import AsteriskSettings
from callseat.switch.asterisk.switch import AsteriskSwitch
from callseat.switch.driver import Deliver
from callseat.switch.speech import Speaker

log = structlog.get_logger(__name__)

CONNECT_WITHIN = 30.0
APPLICATION = "callseat"


class NotConnectedError(Exception):
    """Asterisk runs but did not reach us."""


class AsteriskHouse:
    """`manage = false` leaves starting and stopping Asterisk to the operator."""

    def __init__(
        self, settings: SwitchSettings, data: Path, clock: Clock, speaker: Speaker | None = None
    ) -> None:
        self._settings = settings
        self._folder = RunFolder(data / "asterisk")
        self._folder.create()
        secrets = self._folder.secrets()
        self.switch = AsteriskSwitch(
            AriSettings(
                username=APPLICATION,
                password=secrets.controller,
                application=APPLICATION,
                port=settings.ari_port,
                command_sockets=settings.command_sockets,
            ),
            AmiSettings(port=settings.ami_port, username=APPLICATION, secret=secrets.manager),
            clock,
            folders=Folders(
                monitor=self._folder.monitor.absolute(),
                spool=self._folder.recordings.absolute(),
                recordings=(data / "recordings").absolute(),
                messages=(data / "voicemail").absolute(),
            ),
            speaker=speaker,
            replaced=lambda: log.error("another server took over this Asterisk"),
        )
        self.process: AsteriskProcess | None = None

    async def start(self, deliver: Deliver, progress: Callable[[Text], None]) -> None:
        """Raises SwitchRuntimeError or NotConnectedError, with a sentence."""
        settings = self._settings
        installation = await asyncio.to_thread(find_or_install, settings.program)
        await self._listen(deliver)
        plan = Plan(self._asterisk_settings(), self._folder, installation)
        if settings.manage:
            progress(Text(f"Asterisk {installation.version}", f"Asterisk {installation.version}"))
            self.process = AsteriskProcess(plan, self._noticed)
            await self.process.start()
        else:
            progress(
                Text(
                    "waiting for Asterisk, which is managed by others", "等待由外部管理的 Asterisk"
                )
            )
            write_configuration(self._folder, render_configuration(plan))
        await self._connected()

    async def stop(self) -> None:
        """Asterisk first: what it recorded is complete then, and it misses nobody."""
        await self.switch.give_no_more_orders()
        if self.process is not None:
            await self.process.stop()
            self.switch.asterisk_ended()
        await self.switch.stop()

    async def _listen(self, deliver: Deliver) -> None:
        try:
            await self.switch.start(deliver)
        except OSError as error:
            raise PortInUseError(
                f"port {self._settings.ari_port}, to which Asterisk connects, cannot be used "
                f"({strerror(error.errno or 0)}): stop the other server that uses this Asterisk, "
                "or change ari_port in [switch] of the settings"
            ) from error

    async def _connected(self) -> None:
        """Until Asterisk was told its phones and trunks, however long that takes."""
        last = time.monotonic()
        while not self.switch.up:
            if self.switch.reached:
                last = time.monotonic()
            elif time.monotonic() - last > CONNECT_WITHIN:
                raise NotConnectedError(
                    f"Asterisk runs but did not connect to port {self.switch.port} "
                    f"within {CONNECT_WITHIN:g} s; see its log in {self._folder.log_file}."
                )
            await asyncio.sleep(0.02)

    def _noticed(self, notice: ProcessNotice) -> None:
        if notice.state == "exited":
            self.switch.asterisk_ended()

    def _asterisk_settings(self) -> AsteriskSettings:
        settings = self._settings
        return AsteriskSettings(
            sip_address=settings.sip_host,
            sip_port=settings.sip_port,
            external_address=settings.external_address,
            local_networks=settings.local_networks,
            rtp_first_port=settings.rtp_first,
            rtp_last_port=settings.rtp_last,
            http_port=settings.http_port,
            manager_port=settings.ami_port,
            application=APPLICATION,
            controller_port=self.switch.port,
            command_connections=settings.command_sockets,
        )
