"""uvicorn's WebSocket protocol, with a way to write at once, and to cut off who does not read.

By ASGI a text is sent by a coroutine that may have to wait, so each connection would need a task
that writes: with it one event to ten thousand clients cost 1.6 times what it costs without. And
uvicorn closes a connection only when everything sent before has been taken by the client; one that
never reads would keep its connection, and wait for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request
from websockets.protocol import State

CUT, WRITE = "callseat.cut", "callseat.write"
Cut = Callable[[int, str, float], None]
Write = Callable[[str, int], bool]


def _nobody_to_cut(_code: int, _reason: str, _seconds: float) -> None:
    return


def _nobody_to_tell(_text: str, _limit: int) -> bool:
    return True


class CuttableProtocol(WebSocketsSansIOProtocol):
    """Offers `cut` and `write` to the application as extensions of the scope."""

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.handshake_initiated and not self.close_sent:
            self._offer(self.cut, self.write)

    def _offer(self, cut: Cut, write: Write) -> None:
        extensions = cast(dict[str, Any], self.scope["extensions"])
        extensions[CUT], extensions[WRITE] = cut, write

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is left to write to. Methods in the scope would keep all of this from being
        freed until a garbage collection.
        """
        super().connection_lost(exc)
        if hasattr(self, "scope"):
            self._offer(_nobody_to_cut, _nobody_to_tell)

    def write(self, text: str, limit: int) -> bool:
        """Send a text after those before it. False if more than `limit` bytes would wait then.

        To a client that goes nothing is sent.
        """
        if self.conn.state is not State.OPEN or self.transport.is_closing():
            return True
        data = text.encode()
        if self.transport.get_write_buffer_size() + len(data) > limit:
            return False
        self.conn.send_text(data)
        self.transport.write(b"".join(self.conn.data_to_send()))
        return True

    def cut(self, code: int, reason: str, seconds: float) -> None:
        """Close without waiting for the client; what it has not taken in time is dropped."""
        if self.disconnected:
            return
        if not self.close_sent and self.conn.state is State.OPEN:
            self.conn.send_close(code, reason)
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
        self.stop_keepalive()
        self.transport.close()
        self.loop.call_later(seconds, self.transport.abort)

    def handle_ping(self) -> None:
        """A client that does not read gets no pongs either: they would pile up."""
        pong = self.conn.data_to_send()
        if self.writable.is_set():
            self.transport.write(b"".join(pong))

    def keepalive_timeout(self) -> None:
        """No pong came: whatever waits for this client is dropped."""
        super().keepalive_timeout()
        self.transport.abort()
