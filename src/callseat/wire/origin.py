"""Which web pages may connect. Browsers say where a page is from; other programs say nothing.

Source: RFC 6455 section 10.2; the check keeps foreign pages from using a user's browser.
"""

from __future__ import annotations

from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


def is_allowed(origin: str | None, host: str, secure: bool, others: tuple[str, ...]) -> bool:
    """Whether a page from `origin` may connect to the server that it addressed as `host`."""
    if origin is None:
        return True
    page = _place(origin)
    if page is None:
        return False
    own = _place(f"{'https' if secure else 'http'}://{host}")
    # A proxy in front may have ended TLS: then the page is https and the request is not.
    behind_proxy = _place(f"https://{host}")
    return page in {own, behind_proxy} or page in {_place(other) for other in others}


def _place(origin: str) -> tuple[str, str, int] | None:
    """Scheme, host and port; None for what is no origin, such as "null"."""
    try:
        parts = urlsplit(origin)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    if not parts.hostname or port is None:
        return None
    return parts.scheme, parts.hostname, port
