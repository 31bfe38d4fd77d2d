"""The connected whole: an event socket and several command sockets, up or lost together."""

from __future__ import annotations

import asyncio
from typing import Protocol, TypeVar
from zlib import crc32

import msgspec
import structlog

from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.connection import RequestLane
from callseat.switch.asterisk.ari.errors import AriFailure, AriUnavailable
from callseat.switch.asterisk.ari.messages import AnyEvent, decode_event
from callseat.switch.asterisk.ari.operation import Operation
from callseat.switch.asterisk.ari.server import AriSocket, SocketServer
from callseat.switch.asterisk.ari.settings import AriSettings
from callseat.switch.asterisk.ari.setup import Snapshot, prepare

log = structlog.get_logger(__name__)
Answer = TypeVar("Answer")

SETUP_RETRY_SECONDS = 0.2


class AriListener(Protocol):
    """Called in the event loop, never concurrently; must not block."""

    def connected(self, snapshot: Snapshot) -> None: ...
    def lost(self) -> None: ...
    def event(self, event: AnyEvent) -> None: ...
    def replaced(self) -> None: ...


class AriClient:
    """Listens for Asterisk; `listener` hears connected, events, lost, connected, events ..."""

    def __init__(self, settings: AriSettings, listener: AriListener) -> None:
        self._settings = settings
        self._listener = listener
        lane = (settings.waiting_requests, settings.request_seconds)
        self._lanes = {name: RequestLane(*lane) for name in settings.command_applications}
        self._lane_list = list(self._lanes.values())
        names = (settings.application, *settings.command_applications)
        credentials = (settings.username, settings.password)
        self._server = SocketServer(names, credentials, self)
        self._sockets: dict[str, AriSocket] = {}
        self._waits: dict[AriSocket, asyncio.Task[None]] = {}
        self._ready: set[str] = set()
        self._early: list[AnyEvent] = []
        self._setup: asyncio.Task[None] | None = None
        self._stopping: asyncio.Task[None] | None = None
        self.up = False

    @property
    def port(self) -> int:
        """Where Asterisk is to dial, known after `start`."""
        return self._server.port

    async def start(self) -> None:
        """Listens; Asterisk connects when it will. Raises OSError when the port is taken."""
        await self._server.start(self._settings.host, self._settings.port)

    async def stop(self) -> None:
        """Closes every socket; what waits fails, `lost` is not called."""
        self.up = False
        if self._setup is not None:
            self._setup.cancel()
        for lane in self._lane_list:
            lane.close()
        for one in list(self._sockets.values()):
            one.close()
        await self._server.stop()

    def submit(self, operation: Operation[Answer], key: str = "") -> asyncio.Future[Answer]:
        """Puts the request in line now: requests of one `key` are done in the order of submission.

        The future gets the answer, `AriError` (refused) or `AriUnavailable`.
        """
        if self.up:
            return self._lane(key).submit(operation)
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        future.set_exception(AriUnavailable("not connected", operation.name))
        return future

    async def request(self, operation: Operation[Answer], key: str = "") -> Answer:
        """The answer; raises as `submit` says. `key` is the id of the call or leg it concerns."""
        return await self.submit(operation, key)

    def _lane(self, key: str) -> RequestLane:
        return self._lane_list[crc32(key.encode()) % len(self._lane_list)]

    # --- of the socket server ------------------------------------------------------------------

    def accepted(self, one: AriSocket) -> None:
        older = self._sockets.get(one.name)
        if older is not None:
            older.close()
        self._sockets[one.name] = one
        self._waits[one] = asyncio.create_task(self._wait_for(one))

    async def _wait_for(self, one: AriSocket) -> None:
        """Requests may go out, and all may be set up, once Asterisk listens."""
        lane = self._lanes.get(one.name)
        if lane is not None:
            await one.heard()
        if self._sockets.get(one.name) is not one:
            return
        if lane is not None:
            lane.open(one.send)
        self._ready.add(one.name)
        if len(self._ready) == 1 + len(self._lanes):
            self._setup = asyncio.create_task(self._set_up())

    def gone(self, one: AriSocket) -> None:
        """A lost socket leaves its requests' fate unknown: all start anew from a snapshot."""
        self._waits.pop(one).cancel()
        if self._sockets.get(one.name) is not one:
            return
        del self._sockets[one.name]
        self._ready.discard(one.name)
        if one.name in self._lanes:
            self._lanes[one.name].close()
        if self._setup is not None:
            self._setup.cancel()
        if self.up:
            self.up = False
            self._listener.lost()

    def received(self, one: AriSocket, frame: memoryview | bytes) -> None:
        try:
            event = decode_event(frame)
        except msgspec.DecodeError:
            log.warning("ari_frame_unreadable", size=len(frame))
            return
        if isinstance(event, ari.RESTResponse):
            if one.name in self._lanes:
                self._lanes[one.name].receive(event)
        elif isinstance(event, ari.ApplicationReplaced):
            self._replaced()
        elif self.up:
            self._hand_on(event)
        else:
            self._early.append(event)

    def _hand_on(self, event: AnyEvent) -> None:
        try:
            self._listener.event(event)
        except Exception:
            # A fault over one event must not cost the others their reader.
            log.exception("ari_listener_failed", event_type=type(event).__name__)

    def _replaced(self) -> None:
        if self._stopping is None:
            self._stopping = asyncio.create_task(self.stop())
            self._listener.replaced()

    async def _set_up(self) -> None:
        """Until it succeeds or a socket is lost: Asterisk dials us before it has started fully."""
        snapshot, told = None, ""
        while snapshot is None:
            try:
                snapshot = await prepare(self._lane_list[0].submit, self._settings)
            except AriFailure as failure:
                if str(failure) != told:
                    told = str(failure)
                    log.info("ari_not_ready", reason=told)
                await asyncio.sleep(SETUP_RETRY_SECONDS)
        self.up = True
        self._listener.connected(snapshot)
        early, self._early = self._early, []
        for event in early:
            self._hand_on(event)
