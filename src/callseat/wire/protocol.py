"""uvicorn's WebSocket protocol, with a way to cut off a client that does not read.

uvicorn closes a connection only when everything sent before has been taken by the client; one that
never reads would keep its connection, and wait for ever.
"""

from __future__ import annotations

from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request
from websockets.protocol import State

CUT = "callseat.cut"


class CuttableProtocol(WebSocketsSansIOProtocol):
    """Offers `cut(code, reason, seconds)` to the application as an extension of the scope."""

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.handshake_initiated and not self.close_sent:
            cast(dict[str, Any], self.scope["extensions"])[CUT] = self.cut

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
