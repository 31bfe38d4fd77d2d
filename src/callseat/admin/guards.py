"""What every request passes: the origin's check, a limit of size, and headers for browsers."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from callseat.admin.problems import Problem, Reason
from callseat.store.flow_file import MAX_BYTES
from callseat.store.leads import csv_file
from callseat.store.sounds import fault as sound
from callseat.wire.origin import is_allowed

MOST_BYTES = MAX_BYTES  # of a body; nothing is larger than a flow file, but a sound
MOST_OF_SOUND = sound.MOST_BYTES + MOST_BYTES  # with what surrounds the file
MOST_OF_LEADS = csv_file.MOST_BYTES + MOST_BYTES
_SOUND = re.compile(r".*/sounds/[^/]*")
_LEADS = re.compile(r".*/(lists/[^/]*/(import|preview)|do-not-call/[^/]*/import)")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Guards:
    """ASGI middleware. `origins` are those of other sites' pages that may use the API."""

    def __init__(self, application: ASGIApp, origins: tuple[str, ...]) -> None:
        self._application = application
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._application(scope, receive, send)
        headers = Headers(scope=scope)
        origin, host = headers.get("origin"), headers.get("host", "")
        careful = _careful(send)
        if not is_allowed(origin, host, scope["scheme"] == "https", self._origins):
            refusal = Problem(Reason.ORIGIN_NOT_ALLOWED).response()
            return await refusal(scope, receive, careful)
        return await self._application(scope, _bounded(receive, _most(scope)), careful)


def _careful(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return sending


def _most(scope: Scope) -> int:
    """Bytes of a body."""
    method, path = scope["method"], scope["path"]
    if method == "POST" and _LEADS.fullmatch(path):
        return MOST_OF_LEADS
    return MOST_OF_SOUND if method == "PUT" and _SOUND.fullmatch(path) else MOST_BYTES


def _bounded(receive: Receive, most: int) -> Receive:
    size = 0

    async def receiving() -> MutableMapping[str, Any]:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise HTTPException(413)
        return message

    return receiving
