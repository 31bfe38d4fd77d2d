"""The built pages, SDK and bar (`web/`, by `make web`), and what browsers are told with them.

Nothing of other hosts, no script and no style inside a page: Content Security Policy Level 3.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

FOLDER = Path(__file__).parent.parent / "web"
SHELLS = {
    "/": "ui/index.html",
    "/desk": "desktop/index.html",
    "/wall": "wallboard/index.html",
    "/admin": "admin/index.html",
}
_NOT_BUILT = "The pages are not built: `make web` builds them."
_COMPRESSED = (("br", "br"), ("gzip", "gz"))  # RFC 9110, 8.4.1 and RFC 7932; the ending of the file
_FOR_EVER = "public, max-age=31536000, immutable"  # what has a hash in its name never changes


def policy(frame_ancestors: tuple[str, ...]) -> str:
    """The Content-Security-Policy of the pages; `frame_ancestors` may show them in a frame."""
    return "; ".join(
        (
            "default-src 'self'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            " ".join(("frame-ancestors 'self'", *frame_ancestors)),
        )
    )


def add_pages(app: FastAPI, frame_ancestors: tuple[str, ...], folder: Path = FOLDER) -> None:
    """Serve the pages; without a build they say how to get one."""
    headers = {
        "Content-Security-Policy": policy(frame_ancestors),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
        "Cache-Control": "no-cache",
    }

    async def shell(request: Request) -> Response:
        file = folder / SHELLS[request.url.path]
        if not file.is_file():
            return PlainTextResponse(_NOT_BUILT, 503)
        return FileResponse(file, headers=headers)

    for path in SHELLS:
        app.add_route(path, shell, include_in_schema=False)
    app.mount("/assets", _Files(folder / "assets", _FOR_EVER))
    for name in ("sdk", "bar"):
        app.mount(f"/{name}", _Files(folder / name, "no-cache"))


class _Files(StaticFiles):
    """Files that any page may load: scripts of modules are fetched with CORS. They were compressed
    when they were built, as far as that is worth it.
    """

    def __init__(self, folder: Path, cache: str) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._headers = {
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": cache,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await super().__call__(scope, receive, sending)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Compressed, if the browser takes it and there is such a file beside."""
        accepted = Headers(scope=scope).get("accept-encoding", "")
        for encoding, ending in _COMPRESSED:
            if encoding in accepted:
                with suppress(HTTPException):
                    response = await super().get_response(f"{path}.{ending}", scope)
                    response.headers["Content-Encoding"] = encoding
                    response.headers["Vary"] = "Accept-Encoding"
                    return response
        return await super().get_response(path, scope)
