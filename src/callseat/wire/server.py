"""The listening socket: `/ws` for clients, pages, `/healthz` and `/metrics` for operators."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI, Response, WebSocket
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.exceptions import WebSocketException
from starlette.types import Receive, Scope, Send

from callseat.wire.closing import Closing
from callseat.wire.connection import Connection, House
from callseat.wire.gate import Health
from callseat.wire.lobby import Lobby
from callseat.wire.origin import is_allowed
from callseat.wire.pages import add_pages
from callseat.wire.protocol import CuttableProtocol
from callseat.wire.settings import WireSettings
from callseat.wire.sip import SipProxy

SUBPROTOCOL = "callseat.v1"
_POLICY_VIOLATION = 1008  # before the handshake is over this is answered as HTTP 403


def build_app(house: House, health: Health) -> FastAPI:
    """The pages; other parts may add their routes to them."""
    app = FastAPI(title="Callseat", docs_url=None, redoc_url=None)

    @app.get("/healthz")
    async def healthz() -> JSONResponse:
        parts = dict(health())
        if house.hub.draining:
            parts["clients"] = "stopping"
        well = all(state == "ok" for state in parts.values())
        status = "ok" if well else "failing"
        return JSONResponse({"status": status, "parts": parts}, 200 if well else 503)

    @app.get("/metrics")
    async def metrics() -> Response:
        return Response(house.hub.metrics.page(), media_type=CONTENT_TYPE_LATEST)

    add_pages(app, house.settings.frame_ancestors)
    return app


class Entrance:
    """The ASGI application: clients go in here, whoever wants pages to `pages`.

    Clients do not go through the layers of the pages, eight coroutines that each connection would
    keep for as long as it lasts.
    """

    def __init__(self, house: House, pages: FastAPI) -> None:
        self._house = house
        self._pages = pages
        settings = house.settings
        self._sip = SipProxy(house.gate, settings.sip_address, settings.message_limit)
        self._lobby = Lobby(settings.lobby_limit, settings.lobby_limit_per_address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"] == "/ws":
            await self._client(WebSocket(scope, receive, send))
        elif scope["type"] == "websocket" and scope["path"] == "/sip":
            await self._phone(WebSocket(scope, receive, send))
        else:
            await self._pages(scope, receive, send)

    async def _phone(self, websocket: WebSocket) -> None:
        if _is_from_allowed_page(websocket, self._house.settings):
            await self._sip.serve(websocket)
        else:
            await websocket.close(_POLICY_VIOLATION, "origin not allowed")

    async def _client(self, websocket: WebSocket) -> None:
        try:
            subprotocol = _admit(websocket, self._house.settings)
        except WebSocketException as refusal:
            await websocket.close(refusal.code, refusal.reason)
            return
        stay = self._lobby.enter(websocket.client.host if websocket.client else "")
        if stay is None:
            self._house.hub.metrics.turned_away.inc()
            await websocket.send_denial_response(_full())
        else:
            await Connection(websocket, self._house, stay).run(subprotocol)


def _full() -> Response:
    """RFC 9110 section 15.6.4: clients come back later."""
    return Response("Too many connections that have not logged in.", 503, {"Retry-After": "5"})


def _admit(websocket: WebSocket, settings: WireSettings) -> str | None:
    """The subprotocol to speak. Foreign pages and other subprotocols are turned away."""
    if not _is_from_allowed_page(websocket, settings):
        raise WebSocketException(_POLICY_VIOLATION, "origin not allowed")
    offered = websocket.scope.get("subprotocols", [])
    if offered and SUBPROTOCOL not in offered:
        raise WebSocketException(_POLICY_VIOLATION, "subprotocol not known")
    return SUBPROTOCOL if offered else None


def _is_from_allowed_page(websocket: WebSocket, settings: WireSettings) -> bool:
    origin = websocket.headers.get("origin")
    host = websocket.headers.get("host", "")
    return is_allowed(origin, host, websocket.url.scheme == "wss", settings.origins)


class _Uvicorn(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the whole server, not to this part of it."""
        yield


class WireServer:
    """Serves clients between `start` and `stop`."""

    def __init__(self, house: House, health: Health) -> None:
        self._settings = house.settings
        self._hub = house.hub
        self.app = build_app(house, health)
        self._entrance = Entrance(house, self.app)
        self._uvicorn = _Uvicorn(self._config())
        self._task: asyncio.Task[None] | None = None
        self.port = self._settings.port

    def _config(self) -> uvicorn.Config:
        settings = self._settings
        return uvicorn.Config(
            self._entrance,
            ws=CuttableProtocol,
            ws_max_size=settings.message_limit,
            ws_per_message_deflate=False,
            ws_ping_interval=settings.ping_interval,
            ws_ping_timeout=settings.ping_interval,
            ssl_certfile=settings.certificate,
            ssl_keyfile=settings.private_key,
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=max(1, round(settings.close_timeout)),
        )

    async def start(self) -> None:
        """Listen. Raises OSError when the port is in use or the address is not ours."""
        family = socket.AF_INET6 if ":" in self._settings.host else socket.AF_INET
        address = (self._settings.host, self._settings.port)
        listener = socket.create_server(address, family=family, backlog=2048)
        # Inherited by each connection. Without it an event after an answer waits 40 ms for the
        # client's delayed acknowledgement; asyncio alone sets it only for sockets of its own.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port = listener.getsockname()[1]
        self._task = asyncio.create_task(self._uvicorn.serve(sockets=[listener]))

    def drain(self) -> None:
        """Admit no more logins; those who are logged in go on."""
        self._hub.draining = True

    async def stop(self) -> None:
        """Say good-bye to all clients and stop listening."""
        self.drain()
        self._hub.end_all(Closing.SHUTDOWN)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._settings.close_timeout):
                await self._hub.emptied()
        self._uvicorn.should_exit = True
        if self._task is not None:
            await self._task
