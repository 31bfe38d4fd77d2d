"""One connection to the server: questions and their answers, and events in between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from callseat.client.errors import NotConnected, Rejected, TimedOut
from callseat.client.event import Event

Result = dict[str, Any]


class Link:
    """Good until the connection ends; `read` must be running for answers to come."""

    def __init__(self, socket: ClientConnection, hear: Callable[[Event], None]) -> None:
        self._socket = socket
        self._hear = hear
        self._serial = 0
        self._waiting: dict[int, asyncio.Future[Result]] = {}

    async def ask(self, method: str, params: tuple[Any, ...], deadline: float) -> Result:
        """Send a command. Raises Rejected, NotConnected, or TimedOut after `deadline` seconds."""
        self._serial += 1
        request = self._serial
        message = {"jsonrpc": "2.0", "id": request, "method": method, "params": params}
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting[request] = answer
        try:
            async with asyncio.timeout(deadline):
                await self._socket.send(msgspec.json.encode(message), text=True)
                return await answer
        except TimeoutError as error:
            raise TimedOut(f"{method}: no answer within {deadline} s") from error
        except ConnectionClosed as error:
            raise NotConnected(f"{method}: the connection broke") from error
        finally:
            self._waiting.pop(request, None)

    async def read(self) -> tuple[int | None, str | None]:
        """Read until the connection ends; the code and the reason of its close."""
        try:
            while True:
                self._take(msgspec.json.decode(await self._socket.recv()))
        except ConnectionClosed:
            return self._socket.close_code, self._socket.close_reason
        finally:
            for answer in self._waiting.values():
                if not answer.done():
                    answer.set_exception(NotConnected("the connection broke before the answer"))

    def _take(self, message: dict[str, Any]) -> None:
        if "method" in message:
            self._hear(Event(message["method"], message["params"]))
            return
        answer = self._waiting.get(message["id"]) if message.get("id") else None
        if answer is None or answer.done():
            return
        if "error" in message:
            answer.set_exception(Rejected(message["error"]))
        else:
            answer.set_result(message["result"])
