"""The manager side channel: the few actions that Asterisk's REST interface lacks.

In-dialog NOTIFY `Event: talk`, starting, muting and stopping a MixMonitor, asking a phone whether
it is there. Written here because the one asyncio library for it, panoramisk (last release 1.4), has
no types, no deadlines, writes values unchecked into the protocol's lines, and brings a command line
of its own.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

import structlog

log = structlog.get_logger(__name__)

FIRST_DELAY_SECONDS = 0.2
LONGEST_DELAY_SECONDS = 5.0
# Nothing that could end a line, a header, an argument, or start a variable or a command.
SAFE_VALUE = re.compile(r"[A-Za-z0-9_./@:;=+()-]+")

Fields = dict[str, str]
Direction = Literal["read", "write", "both"]


class AmiFailure(Exception):  # noqa: N818 - the base of two kinds, never raised itself
    """An action was not done, or it is unknown whether it was."""


class AmiRefused(AmiFailure):
    """Asterisk answered with an error: no such channel, not permitted ..."""


class AmiUnavailable(AmiFailure):
    """Not connected, the connection was lost, or no answer in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmiSettings:
    """The account needs the permissions `system` and `call` for writing, none for reading."""

    port: int
    username: str
    secret: str = field(repr=False)
    host: str = "127.0.0.1"
    answer_seconds: float = 5.0
    ping_seconds: float = 10.0


class AmiClient:
    """Keeps one connection, logged in; actions fail while there is none."""

    def __init__(self, settings: AmiSettings) -> None:
        self._settings = settings
        self._ids = count(1)
        self._waiting: dict[str, asyncio.Future[Fields]] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._keeper: asyncio.Task[None] | None = None
        self.ready = asyncio.Event()

    async def start(self) -> None:
        """Connects in the background, again and again; `ready` is set while logged in."""
        self._keeper = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper
            self._keeper = None

    async def talk(self, channel: str) -> None:
        """Asks the phone of a ringing or held channel to answer (RFC 3265 NOTIFY, event `talk`)."""
        await self._act("PJSIPNotify", {"Channel": channel, "Variable": "Event=talk"})

    async def qualify(self, endpoint: str) -> None:
        """Asks the endpoint's phones now whether they are there, not at the next regular time."""
        await self._act("PJSIPQualify", {"Endpoint": endpoint})

    async def start_recording(self, channel: str, file: str, options: str = "") -> str:
        """Records to `file`, an absolute path of ours. Returns the id that stops it."""
        fields = {"Channel": channel, "File": file} | ({"Options": options} if options else {})
        return (await self._act("MixMonitor", fields)).get("MixMonitorID", "")

    async def stop_recording(self, channel: str, recording: str = "") -> None:
        """Stops one recording of the channel, or all of them."""
        identity = {"MixMonitorID": recording} if recording else {}
        await self._act("StopMixMonitor", {"Channel": channel} | identity)

    async def mute_recording(
        self, channel: str, muted: bool, direction: Direction = "both"
    ) -> None:
        """Records silence instead of what is read from (`read`) or written to the channel."""
        state = "1" if muted else "0"
        fields = {"Channel": channel, "Direction": direction, "State": state}
        await self._act("MixMonitorMute", fields)

    async def _act(self, action: str, fields: Fields) -> Fields:
        if not self.ready.is_set():
            raise AmiUnavailable(f"{action}: not connected")
        return await self._exchange(action, fields)

    async def _exchange(self, action: str, fields: Fields) -> Fields:
        for name, value in fields.items():
            if not SAFE_VALUE.fullmatch(value):
                raise ValueError(f"{action}: {name} holds characters that are not allowed")
        identity = f"callseat-{next(self._ids)}"
        future: asyncio.Future[Fields] = asyncio.get_running_loop().create_future()
        self._waiting[identity] = future
        try:
            self._write({"Action": action, "ActionID": identity} | fields)
            async with asyncio.timeout(self._settings.answer_seconds):
                answer = await future
        except TimeoutError:
            raise AmiUnavailable(f"{action}: no answer in time") from None
        finally:
            self._waiting.pop(identity, None)
        if answer.get("Response") != "Success":
            raise AmiRefused(f"{action}: {answer.get('Message', 'refused')}")
        return answer

    def _write(self, fields: Fields) -> None:
        if self._writer is None:
            raise AmiUnavailable(f"{fields['Action']}: not connected")
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        self._writer.write(f"{lines}\r\n".encode())

    async def _keep(self) -> None:
        delay = FIRST_DELAY_SECONDS
        while True:
            try:
                await self._connect()
            except (OSError, EOFError) as error:
                if self.ready.is_set():
                    delay = FIRST_DELAY_SECONDS
                    log.warning("ami_lost", reason=repr(error))
            finally:
                self._disconnected()
            await asyncio.sleep(delay)
            delay = min(delay * 2, LONGEST_DELAY_SECONDS)

    def _disconnected(self) -> None:
        self.ready.clear()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(AmiUnavailable("connection lost"))

    async def _connect(self) -> None:
        """Serves one connection until it ends; always raises."""
        reader, self._writer = await asyncio.open_connection(
            self._settings.host, self._settings.port
        )
        await reader.readline()  # the banner: product and protocol version
        pinging = asyncio.create_task(self._stay(self._writer))
        try:
            await self._read(reader)
        finally:
            pinging.cancel()

    async def _stay(self, writer: asyncio.StreamWriter) -> None:
        """Logs in, then pings; where either fails the connection is closed, and so its reader."""
        fields = {"Username": self._settings.username, "Secret": self._settings.secret}
        try:
            await self._exchange("Login", fields | {"Events": "off"})
            self.ready.set()
            while True:
                await asyncio.sleep(self._settings.ping_seconds)
                await self._exchange("Ping", {})
        except AmiFailure as failure:
            log.warning("ami_lost", reason=str(failure))
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while True:
            block = (await reader.readuntil(b"\r\n\r\n")).decode(errors="replace")
            pairs = (line.partition(":") for line in block.splitlines() if ":" in line)
            message = {name: value.strip() for name, _, value in pairs}
            future = self._waiting.get(message.get("ActionID", ""))
            if future is not None and not future.done() and "Response" in message:
                future.set_result(message)
