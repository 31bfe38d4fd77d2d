"""One connection to the server: texts out, events and answers in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from callseat.client.errors import NotConnected
from callseat.client.event import Event


class Link:
    """Good until the connection ends; `read` must be running for anything to come."""

    def __init__(
        self,
        socket: ClientConnection,
        hear: Callable[[Event], None],
        answered: Callable[[dict[str, Any]], None],
    ) -> None:
        self._socket = socket
        self._hear = hear
        self._answered = answered

    async def send(self, text: bytes) -> None:
        """Raises NotConnected."""
        try:
            await self._socket.send(text, text=True)
        except ConnectionClosed as error:
            raise NotConnected("the connection broke") from error

    async def read(self) -> tuple[int | None, str | None]:
        """Read until the connection ends; the code and the reason of its close."""
        try:
            while True:
                self._take(msgspec.json.decode(await self._socket.recv()))
        except ConnectionClosed:
            return self._socket.close_code, self._socket.close_reason

    def _take(self, message: dict[str, Any]) -> None:
        if "method" in message:
            self._hear(Event(message["method"], message["params"]))
        else:
            self._answered(message)
