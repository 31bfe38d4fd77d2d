"""The loopback port that Asterisk dials: checks path, name and password, hands sockets on."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from http import HTTPStatus

from websockets.asyncio.server import Server, ServerConnection, basic_auth, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

# A snapshot of many thousand channels comes in one frame.
LARGEST_FRAME = 64 * 1024 * 1024
CLOSE_SECONDS = 1.0

HEARD_SECONDS = 0.1

Accepted = Callable[[str, ServerConnection], Awaitable[None]]


class QuickConnection(ServerConnection):
    """Acknowledges every segment at once.

    Asterisk leaves Nagle's algorithm on where it is the dialling side: it holds back its next
    small write until the last one is acknowledged, which a delayed acknowledgement puts off by
    40 ms. Linux forgets TCP_QUICKACK, so it is set again after every read.
    """

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        connected = self.transport.get_extra_info("socket")
        quick = getattr(socket, "TCP_QUICKACK", None)
        if connected is not None and quick is not None:
            with suppress(OSError):
                connected.setsockopt(socket.IPPROTO_TCP, quick, 1)


class SocketServer:
    """Listens for one socket per application name, at `/ari/<application>`."""

    def __init__(
        self, names: Collection[str], credentials: tuple[str, str], accepted: Accepted
    ) -> None:
        self._paths = {f"/ari/{name}": name for name in names}
        self._authenticate = basic_auth("callseat", credentials=credentials)
        self._accepted = accepted
        self._server: Server | None = None
        self.port = 0

    async def start(self, host: str, port: int) -> None:
        """Listens; with port 0 the system chooses, see `port`. Raises OSError when it is taken."""
        self._server = await serve(
            self._handle,
            host,
            port,
            process_request=self._check,
            subprotocols=[Subprotocol("ari")],
            create_connection=QuickConnection,
            compression=None,
            max_size=LARGEST_FRAME,
            close_timeout=CLOSE_SECONDS,
        )
        self.port = int(next(iter(self._server.sockets)).getsockname()[1])

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def _check(self, connection: ServerConnection, request: Request) -> Response | None:
        if request.path.split("?", 1)[0] not in self._paths:
            return connection.respond(HTTPStatus.NOT_FOUND, "no such application\n")
        return await self._authenticate(connection, request)

    async def _handle(self, connection: ServerConnection) -> None:
        request = connection.request
        if request is not None:
            name = self._paths[request.path.split("?", 1)[0]]
            with suppress(asyncio.CancelledError):
                await self._accepted(name, connection)


async def heard(connection: ServerConnection) -> None:
    """Returns once Asterisk reads this socket, or the socket is closed.

    What reaches it in one segment with the handshake's answer lies unread in a buffer until more
    arrives (measured: one start in ten), so pings are sent until one comes back.
    """
    while True:
        try:
            async with asyncio.timeout(HEARD_SECONDS):
                await (await connection.ping())
        except TimeoutError:
            continue
        except ConnectionClosed:
            pass
        return
