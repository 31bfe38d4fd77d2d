"""Programs of seats, as thin as they can be: thousands of them in one process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import msgspec
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from benchmarks.crowd_server import extension, seat_name
from benchmarks.subject import WITHIN

AT_ONCE = 50
"""Seats that come in at the same time."""
SUBPROTOCOL = {"Sec-WebSocket-Protocol": "callseat.v1"}


class Params(msgspec.Struct):
    """Of all events, what the benchmarks look at."""

    seq: int = 0
    caller: str = ""
    targetUserName: str = ""  # noqa: N815 - the protocol's names
    status: str = ""
    seats: int = 0


class Message(msgspec.Struct):
    method: str = ""
    params: Params = msgspec.field(default_factory=Params)
    id: int = 0
    result: dict[str, str] = {}
    error: Any = None


_read = msgspec.json.Decoder(Message).decode
_encode = msgspec.json.Encoder().encode


class Line(WSListener):
    """A connection that hands on every text."""

    def __init__(self, heard: Callable[[bytes], None] = lambda _text: None) -> None:
        self._heard = heard
        self._transport: WSTransport

    async def connect(self, address: str, headers: dict[str, str] | None = None) -> None:
        """Raises whatever the handshake does."""
        await ws_connect(
            lambda: self, address, extra_headers=headers or {}, proxy=None,
            read_buffer_init_size=1024, websocket_handshake_timeout=WITHIN,
        )  # fmt: skip

    def send(self, text: bytes) -> None:
        self._transport.send(WSMsgType.TEXT, text)

    def cut(self) -> None:
        """As a broken network does it: without a word."""
        self._transport.underlying_transport.abort()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type is WSMsgType.TEXT:
            self._heard(frame.get_payload_as_bytes())


class Client(Line):
    """A seat's program. `hear` is called with every event."""

    def __init__(self, number: int, hear: Callable[[Client, Message], None]) -> None:
        super().__init__(self._take)
        self.user = seat_name(number)
        self.extension = extension(number)
        self.token = ""
        self.seq = 0
        self.gaps = 0  # in the count of events
        self._hear = hear
        self._serial = 0
        self._asked: dict[int, asyncio.Future[Message]] = {}

    async def log_in(self, address: str) -> None:
        await self.connect(address, SUBPROTOCOL)
        self.token = (await self.ask("login", self.user, "any"))["token"]

    async def come_back(self, address: str) -> bool:
        """Go on with the login; whether what was missed is told again."""
        await self.connect(address, SUBPROTOCOL)
        return (await self.ask("resume", self.token, self.seq))["replayed"] == "yes"

    def tell(self, method: str, *params: str | int) -> int:
        """Send a request without looking at its answer; its number."""
        self._serial += 1
        request = {"jsonrpc": "2.0", "id": self._serial, "method": method, "params": params}
        self.send(_encode(request))
        return self._serial

    async def ask(self, method: str, *params: str | int) -> dict[str, str]:
        """Raises TimeoutError, and RuntimeError for a refusal."""
        future = asyncio.get_running_loop().create_future()
        self._asked[self.tell(method, *params)] = future
        async with asyncio.timeout(WITHIN):
            answer: Message = await future
        if answer.error is not None:
            raise RuntimeError(f"{method} of {self.user} was refused: {answer.error}")
        return answer.result

    def _take(self, text: bytes) -> None:
        message = _read(text)
        if message.method:
            self.gaps += message.params.seq != self.seq + 1
            self.seq = message.params.seq
            self._hear(self, message)
        elif (future := self._asked.pop(message.id, None)) is not None and not future.done():
            future.set_result(message)


async def all_of(work: Iterable[Awaitable[Any]], at_once: int = AT_ONCE) -> list[Any]:
    """All of it, only so many at the same time."""
    gate = asyncio.Semaphore(at_once)

    async def one(part: Awaitable[Any]) -> Any:
        async with gate:
            return await part

    return await asyncio.gather(*(one(part) for part in work))
