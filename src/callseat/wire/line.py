"""The way out to one client: what it is told, and how it is sent away."""

from __future__ import annotations

import asyncio

from starlette.websockets import WebSocket, WebSocketDisconnect

from callseat.wire.closing import Closing
from callseat.wire.metrics import Metrics
from callseat.wire.protocol import CUT, WRITE, Cut, Write


class Line:
    """Nothing here waits: what the network does not take at once waits in the transport's buffer.

    Times are seconds.
    """

    def __init__(self, socket: WebSocket, limit: int, patience: float, metrics: Metrics) -> None:
        """At most `limit` bytes wait for the client; `patience` is how long a close may take."""
        self.closing: Closing | None = None
        self.gone = False
        self._socket = socket
        extensions = socket.scope["extensions"]
        self._write: Write = extensions[WRITE]
        self._hang_up: Cut = extensions[CUT]
        self._limit = limit
        self._patience = patience
        self._metrics = metrics
        self._loop = asyncio.get_running_loop()
        self._closer: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_open(self) -> bool:
        return self.closing is None and not self.gone

    def send(self, text: str) -> None:
        """Send a text; a client with too much waiting is cut off."""
        if self.closing is None and not self.gone and not self._write(text, self._limit):
            self._begin_end(Closing.SLOW_READER)
            self._cut()

    def end(self, closing: Closing) -> None:
        """Close after all that waits to be sent; a client that does not take it is cut off."""
        if self.is_open:
            self._begin_end(closing)
            self._closer = self._loop.create_task(self._close(closing))
            self._timer = self._loop.call_later(self._patience, self._cut)

    def end_unless(self, seconds: float, closing: Closing) -> None:
        """End in that time, unless told otherwise by `keep`."""
        self.keep()
        if self.is_open:
            self._timer = self._loop.call_later(seconds, self.end, closing)

    def keep(self) -> None:
        """Take back `end_unless`."""
        if self._timer is not None and self.is_open:
            self._timer.cancel()
            self._timer = None

    def leave(self) -> None:
        """The client is gone."""
        self.keep()
        self.gone = True
        self._close_no_more()
        if self._timer is not None:
            self._timer.cancel()

    def _begin_end(self, closing: Closing) -> None:
        self.keep()
        self.closing = closing
        self._metrics.closings.labels(closing.token).inc()

    def _cut(self) -> None:
        if self.gone or self.closing is None:
            return
        self._close_no_more()
        self._hang_up(self.closing.code, self.closing.token, self._patience)

    def _close_no_more(self) -> None:
        if self._closer is not None:
            self._closer.cancel()

    async def _close(self, closing: Closing) -> None:
        try:
            await self._socket.close(closing.code, closing.token)
        except WebSocketDisconnect:
            return
