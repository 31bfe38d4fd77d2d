"""The loopback port that Asterisk dials: checks path, name and password, hands sockets on.

By picows, for it calls back with each frame: all that is said between Asterisk and the server goes
through here, and a queue and a task for each frame took a fifth of what a call costs.
"""

from __future__ import annotations

import asyncio
import os
import socket
from base64 import b64encode
from collections.abc import Collection
from contextlib import suppress
from hmac import compare_digest
from http import HTTPStatus
from typing import Protocol

from picows import (
    WSCloseCode,
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    WSUpgradeRequest,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
    ws_create_server,
)

# A snapshot of many thousand channels comes in one frame.
LARGEST_FRAME = 64 * 1024 * 1024
PING_SECONDS = 20.0
HEARD_SECONDS = 0.1
QUICK = getattr(socket, "TCP_QUICKACK", None)
WHOLE = frozenset({WSMsgType.TEXT, WSMsgType.BINARY, WSMsgType.CONTINUATION})


class Owner(Protocol):
    """Called in the event loop; must not block."""

    def accepted(self, one: AriSocket) -> None: ...
    def received(self, one: AriSocket, frame: memoryview | bytes) -> None: ...
    def gone(self, one: AriSocket) -> None: ...


class AriSocket(WSListener):
    """One socket that Asterisk has opened, for the application `name`.

    It acknowledges every segment at once. Asterisk leaves Nagle's algorithm on where it is the
    dialling side: it holds back its next small write until the last one is acknowledged, which a
    delayed acknowledgement puts off by 40 ms. Linux forgets TCP_QUICKACK, so it is set again after
    every read.
    """

    def __init__(self, name: str, owner: Owner) -> None:
        self.name = name
        self._owner = owner
        self._transport: WSTransport | None = None
        self._tcp: socket.socket | None = None
        self._begun = b""  # of a message that comes in several frames
        self._ponged = asyncio.Event()

    def send(self, text: bytes) -> None:
        """Nothing happens if it is closed: that is told as `gone`."""
        if self._transport is not None:
            self._transport.send(WSMsgType.TEXT, text)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.send_close(WSCloseCode.GOING_AWAY)
            self._transport.disconnect()

    async def heard(self) -> None:
        """Returns once Asterisk reads this socket, or the socket is closed.

        What reaches it in one segment with the handshake's answer lies unread in a buffer until
        more arrives (measured: one start in ten), so pings are sent until one comes back.
        """
        while self._transport is not None and not self._ponged.is_set():
            self._transport.send_ping()
            with suppress(TimeoutError):
                async with asyncio.timeout(HEARD_SECONDS):
                    await self._ponged.wait()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport
        shared = transport.underlying_transport.get_extra_info("socket")
        self._tcp = socket.socket(fileno=os.dup(shared.fileno()))
        self._owner.accepted(self)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if QUICK is not None and self._tcp is not None:
            with suppress(OSError):
                self._tcp.setsockopt(socket.IPPROTO_TCP, QUICK, 1)
        kind = frame.msg_type
        if kind in WHOLE:
            self._message(transport, frame)
        elif kind is WSMsgType.PONG:
            self._ponged.set()
        elif kind is WSMsgType.CLOSE:
            transport.send_close(WSCloseCode.OK)
            transport.disconnect()

    def _message(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.fin and not self._begun:
            self._owner.received(self, frame.get_payload_as_memoryview())
            return
        self._begun += frame.get_payload_as_bytes()
        if len(self._begun) > LARGEST_FRAME:
            transport.send_close(WSCloseCode.MESSAGE_TOO_BIG)
            transport.disconnect()
        elif frame.fin:
            whole, self._begun = self._begun, b""
            self._owner.received(self, whole)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self._transport = None
        self._ponged.set()
        if self._tcp is not None:
            self._tcp.close()
            self._tcp = None
        self._owner.gone(self)


class SocketServer:
    """Listens for one socket per application name, at `/ari/<application>`."""

    def __init__(self, names: Collection[str], credentials: tuple[str, str], owner: Owner) -> None:
        self._paths = {f"/ari/{name}": name for name in names}
        self._basic = b"Basic " + b64encode(":".join(credentials).encode())
        self._owner = owner
        self._server: asyncio.Server | None = None
        self.port = 0

    async def start(self, host: str, port: int) -> None:
        """Listens; with port 0 the system chooses, see `port`. Raises OSError when it is taken."""
        self._server = await ws_create_server(
            self._admit,
            host,
            port,
            enable_auto_ping=True,
            auto_ping_idle_timeout=PING_SECONDS,
            auto_ping_reply_timeout=PING_SECONDS,
            max_frame_size=LARGEST_FRAME,
        )
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Close the port; the sockets are their owner's to close, before."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    def _admit(self, request: WSUpgradeRequest) -> WSUpgradeResponseWithListener:
        name = self._paths.get(request.path.partition(b"?")[0].decode("latin-1"))
        shown = request.headers.get("Authorization", "").encode("latin-1", "replace")
        if name is None:
            return _refused(HTTPStatus.NOT_FOUND)
        if not compare_digest(shown, self._basic):
            return _refused(HTTPStatus.UNAUTHORIZED)
        answer = WSUpgradeResponse.create_101_response({"Sec-WebSocket-Protocol": "ari"})
        return WSUpgradeResponseWithListener(answer, AriSocket(name, self._owner))


def _refused(status: HTTPStatus) -> WSUpgradeResponseWithListener:
    body = f"{status.phrase}\n".encode()
    return WSUpgradeResponseWithListener(
        WSUpgradeResponse.create_error_response(status, body), None
    )
