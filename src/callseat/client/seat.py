"""A seat at work: logged in, and back whenever the connection was lost."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

from websockets.asyncio import client as websocket
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import InvalidHandshake, InvalidURI
from websockets.typing import Subprotocol

from callseat.client.commands import Commands, Events, Status
from callseat.client.errors import CallseatError, CannotConnect, NotConnected, Rejected, TimedOut
from callseat.client.event import Event
from callseat.client.handlers import Handler, Handlers
from callseat.client.link import Link
from callseat.client.requests import Requests

# After these the login is over; any other close is answered by coming back.
_FINAL = {1000, 4000, 4001, 4003, 4004, 4006}
_COME_BACK = 1.0  # seconds at most, so that not all seats come back at the same moment
_MESSAGE_LIMIT = 16 * 1024 * 1024  # bytes


class Seat(Commands, Events):
    """Commands are methods (`await seat.answer_call()`), events are handlers (`seat.on`).

    A subclass may define `on_ring(...)` and the like instead.

    A broken connection is renewed by itself, and what was told meanwhile is told then, each event
    once. If that is not possible any more, a new login follows, and the whole state is told anew.
    `watched` has the last onStatus of each seat known, by user: the own one, and those in scope
    after `subscribe_client_status("1")`.
    """

    def __init__(
        self, url: str, user: str, password: str, *, deadline: float = 10.0, **options: Any
    ) -> None:
        """`deadline` is in seconds, for each command; `options` go to `websockets.connect`."""
        self.url = _complete(url)
        self.user = user
        self.status = Status.OFFLINE
        self.watched: dict[str, Event] = {}
        self._password = password
        self._deadline = deadline
        self._options = options
        self._handlers = Handlers()
        self._requests = Requests()
        self._token = ""
        self._seq = 0
        self._runner: asyncio.Task[str] | None = None
        self._opened: asyncio.Future[None] | None = None

    @classmethod
    def connect(cls, url: str, user: str, password: str, **options: Any) -> Self:
        """For `async with`: logs in at the beginning and out at the end."""
        return cls(url, user, password, **options)

    async def open(self) -> None:
        """Connect and log in. Raises CannotConnect, or Rejected with the reason."""
        self._opened = asyncio.get_running_loop().create_future()
        self._requests, self._token, self._seq = Requests(), "", 0
        self._runner = asyncio.create_task(self._run())
        either: set[asyncio.Future[Any]] = {self._runner, self._opened}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not self._opened.done():
            self._opened.cancel()
            await self._runner

    async def close(self) -> None:
        """Log out, if that is possible now, and disconnect."""
        if self.connected:
            with contextlib.suppress(CallseatError):
                await self._requests.ask("logout", (), min(self._deadline, 3.0))
        if self._runner is not None:
            self._runner.cancel()
            await asyncio.wait({self._runner})
            if not self._runner.cancelled():
                self._runner.exception()  # looked at: whoever closes does not care any more

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def connected(self) -> bool:
        """Logged in at this moment."""
        return self._requests.online

    async def command(self, name: str, *params: Any) -> dict[str, Any]:
        """Give a command by the manual's name; while disconnected it waits for the connection.

        Raises Rejected; NotConnected if the connection or the login was lost in the meantime;
        TimedOut if there was no answer.
        """
        if self._opened is None:
            raise NotConnected(f"{name}: the seat was never opened")
        return await self._requests.ask(name, params, self._deadline)

    def on(self, event: str) -> Callable[[Handler], Handler]:
        """Decorator: call this function, plain or async, at each event of that name."""
        return lambda handler: self._handlers.add(event, handler)

    def events(self) -> AsyncIterator[Event]:
        """All events from the first step of the iteration on, until the login is over."""
        return self._handlers.events()

    async def ended(self) -> str:
        """Wait until the login is over for good: why, such as "logout" or "taken_over".

        Raises Rejected or CannotConnect when it could not be renewed.
        """
        if self._runner is None:
            raise NotConnected("the seat was never opened")
        return await asyncio.shield(self._runner)

    async def _run(self) -> str:
        try:
            async for socket in self._connector():
                code, reason = await self._session(socket)
                if not self._was_open():
                    raise CannotConnect(f"{self.url}: closed before the login ({code} {reason})")
                if code in _FINAL:
                    return reason or "ended"
                await asyncio.sleep(random.uniform(0, _COME_BACK))
        except (OSError, TimeoutError, InvalidHandshake, InvalidURI) as error:
            raise CannotConnect(f"{self.url}: {error}") from error
        finally:
            self.status = Status.OFFLINE
            self._requests.end("the login is over")
            self._handlers.end()
        raise AssertionError("connect() never stops by itself")

    def _connector(self) -> websocket.connect:
        defaults: dict[str, Any] = {"compression": None, "max_size": _MESSAGE_LIMIT}
        return websocket.connect(
            self.url,
            subprotocols=[Subprotocol("callseat.v1")],
            process_exception=self._judge,
            **(defaults | self._options),
        )

    def _judge(self, error: Exception) -> Exception | None:
        """Whether to try again: never before the first login."""
        if not self._was_open():
            return error
        return websocket.process_exception(error)  # type: ignore[attr-defined] # documented

    def _was_open(self) -> bool:
        return self._opened is not None and self._opened.done()

    async def _session(self, socket: ClientConnection) -> tuple[int | None, str | None]:
        """Log in or go on, and stay until the connection ends; how it was closed."""
        link = Link(socket, self._hear, self._requests.take)
        reading = asyncio.create_task(link.read())
        reading.add_done_callback(lambda _: self._requests.lost(link))
        try:
            resumed = await self._resume(link) or await self._log_in(link)
            await self._requests.go_on(link, resumed=resumed)
            if self._opened is not None and not self._opened.done():
                self._opened.set_result(None)
            return await reading
        except (NotConnected, TimedOut):
            await socket.close()
            return await reading
        finally:
            self._requests.lost(link)
            reading.cancel()
            await socket.close()

    async def _resume(self, link: Link) -> bool:
        """Whether the login that was lost goes on here."""
        if not self._token:
            return False
        try:
            await self._requests.ask("resume", (self._token, self._seq), self._deadline, link)
        except Rejected:
            self._token = ""
            return False
        return True

    async def _log_in(self, link: Link) -> bool:
        """A login of its own; False, for it is not the one before."""
        while True:
            self._seq = 0
            try:
                answer = await self._requests.ask(
                    "login", (self.user, self._password), self._deadline, link
                )
            except Rejected as error:
                if error.reason != "not_ready" or not self._was_open():
                    raise
                await asyncio.sleep(random.uniform(1, 3))
            else:
                self._token = answer.get("token", "")
                return False

    def _hear(self, event: Event) -> None:
        if 0 < event.seq <= self._seq:
            return  # told before
        self._seq = max(self._seq, event.seq)
        self._follow(event)
        self._handlers.tell(event, self)

    def _follow(self, event: Event) -> None:
        match event.name:
            case "onLoginSuccess":  # the whole state follows
                self.watched.clear()
            case "onWatch":  # all the others follow
                self.watched = {u: one for u, one in self.watched.items() if u == self.user}
            case "onUnwatch":
                self.watched.pop(event["targetUserName"], None)
            case "onStatus":
                self.watched[event["targetUserName"]] = event
                if event["targetUserName"] == self.user:
                    with contextlib.suppress(ValueError):  # a status of a newer server
                        self.status = Status(int(event["status"]))


def _complete(url: str) -> str:
    """The address with the server's path, if it has none of its own."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") or "/ws"))
