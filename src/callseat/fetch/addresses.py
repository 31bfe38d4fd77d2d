"""Where a request may go: only to hosts that are listed, and never by accident to a private one.

A name is resolved once; if every address it has may be reached, these are the ones connected to.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterable
from concurrent.futures import Executor

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
SCHEMES = ("http", "https")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits


class RefusedError(Exception):
    """The request may not be made. The text says why, without what was sent."""


class Limits:
    """`hosts` are names or addresses, with a port unless it is the scheme's; `networks` are private
    ones that may be reached all the same.
    """

    def __init__(self, hosts: Iterable[str], networks: Iterable[str] = ()) -> None:
        self._hosts = {host.lower() for host in hosts}
        self._networks = [ipaddress.ip_network(one) for one in networks]

    def check_url(self, text: str) -> URL:
        """The address that was written. Raises RefusedError unless its host is listed."""
        try:
            url = URL(text)
            host, port = url.host, url.port
        except ValueError:
            raise RefusedError("not an address") from None
        if url.scheme not in SCHEMES or not host or url.user is not None:
            raise RefusedError("not a plain address of http or https")
        shown = f"[{host}]" if ":" in host else host.lower()
        names = {f"{shown}:{port}"} | ({shown} if url.is_default_port() else set())
        if not names & self._hosts:
            raise RefusedError("the host is not listed")
        return url

    def check_address(self, text: str) -> None:
        """Raises RefusedError for what is neither public nor in a listed network."""
        address = ipaddress.ip_address(text.partition("%")[0])
        mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
        for one in (mapped,) if mapped else (address, *_inside(address)):
            if not is_public(one) and not any(one in network for network in self._networks):
                raise RefusedError("the host has a private address")


def is_public(address: Address) -> bool:
    """Whether it is somewhere on the Internet (IANA's special-purpose address registries)."""
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inside(address: Address) -> list[Address]:
    """The IPv4 addresses to which an IPv6 address leads: 6to4, Teredo, NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found: list[Address | None] = [address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


async def addresses_of(url: URL, names: Executor) -> list[ResolveResult]:
    """Where the host is, asked once, in threads of its own. Raises OSError, or RefusedError for a
    number that only looks like an address.
    """
    host, port = url.host or "", url.port or 0
    numeric = ":" in host or host.replace(".", "").isdigit()
    if numeric:
        try:
            ipaddress.ip_address(host)
        except ValueError:
            raise RefusedError("not an address in its usual form") from None
    loop = asyncio.get_running_loop()
    found = await loop.run_in_executor(names, _resolve, host, port)
    return [
        ResolveResult(
            hostname=host,
            host=address,
            port=port,
            family=family,
            proto=socket.IPPROTO_TCP,
            flags=socket.AI_NUMERICHOST,
        )
        for family, address in found
    ]


def _resolve(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, str(place[0])) for family, _, _, _, place in found]


class Resolved(AbstractResolver):
    """Answers with what was resolved and checked before, and asks nobody."""

    def __init__(self, addresses: list[ResolveResult]) -> None:
        self._addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        return self._addresses

    async def close(self) -> None:
        """Nothing is open."""
