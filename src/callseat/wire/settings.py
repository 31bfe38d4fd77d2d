"""Settings of the wire, with their defaults."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WireSettings:
    """Times are seconds, sizes are bytes.

    `origins` are those of other sites' pages that may connect, such as "https://crm.example";
    pages of this server itself always may. Pages of `frame_ancestors` may show ours in a frame.
    A port of 0 takes a free one. `sip_address` is the switch's WebSocket for browser phones.
    Of connections that have not logged in there are at most `lobby_limit`, and from one address
    `lobby_limit_per_address`.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    certificate: Path | None = None
    private_key: Path | None = None
    origins: tuple[str, ...] = ()
    frame_ancestors: tuple[str, ...] = ()
    sip_address: str = ""
    message_limit: int = 64 * 1024
    outbox_limit: int = 4 * 1024 * 1024
    login_timeout: float = 10.0
    lobby_limit: int = 2048
    lobby_limit_per_address: int = 512
    login_failures: int = 5
    bad_requests: int = 10
    requests_per_second: float = 20.0
    request_burst: int = 40
    requests_over_rate: int = 200
    ping_interval: float = 20.0
    close_timeout: float = 5.0
