"""The way out to one client: what it is told, and how it is sent away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.websockets import WebSocket, WebSocketDisconnect

from callseat.wire.closing import Closing
from callseat.wire.metrics import Metrics
from callseat.wire.outbox import Outbox
from callseat.wire.protocol import CUT

# Sending does not wait while there is room in the socket: a long snapshot would hold up the others.
_IN_ONE_GO = 64


class Line:
    """Nothing here waits, save the one task that writes. Times are seconds."""

    def __init__(self, socket: WebSocket, limit: int, patience: float, metrics: Metrics) -> None:
        """`limit` is the outbox's, in characters; `patience` is how long a close may take."""
        self.closing: Closing | None = None
        self.gone = False
        self._socket = socket
        self._outbox = Outbox(limit)
        self._patience = patience
        self._metrics = metrics
        self._loop = asyncio.get_running_loop()
        self._writer = asyncio.create_task(self._write())
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_open(self) -> bool:
        return self.closing is None and not self.gone

    def send(self, text: str) -> None:
        """Have a text sent; a client with too much waiting is cut off."""
        if self.closing is None and not self.gone and not self._outbox.put(text):
            self._begin_end(Closing.SLOW_READER)
            self._outbox.clear()
            self._cut()

    def end(self, closing: Closing) -> None:
        """Close after all that waits to be sent; a client that does not take it is cut off."""
        if self.is_open:
            self._begin_end(closing)
            self._outbox.finish()
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
        self._writer.cancel()
        if self._timer is not None:
            self._timer.cancel()

    def _begin_end(self, closing: Closing) -> None:
        self.keep()
        self.closing = closing
        self._metrics.closings.labels(closing.token).inc()

    def _cut(self) -> None:
        if self.gone or self.closing is None:
            return
        self._writer.cancel()
        cut: Callable[[int, str, float], None] = self._socket.scope["extensions"][CUT]
        cut(self.closing.code, self.closing.token, self._patience)

    async def _write(self) -> None:
        try:
            sent = 0
            while (text := await self._outbox.get()) is not None:
                await self._socket.send({"type": "websocket.send", "text": text})
                sent += 1
                if not sent % _IN_ONE_GO:
                    await asyncio.sleep(0)
            if self.closing is not None:
                await self._socket.close(self.closing.code, self.closing.token)
        except WebSocketDisconnect:
            return
