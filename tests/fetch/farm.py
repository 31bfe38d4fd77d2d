"""Servers that behave as asked: real sockets, what they send is written down byte by byte."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from callseat.domain.effects import Fetch
from callseat.domain.inputs import Fetched
from callseat.fetch.fetcher import Fetcher, FetchSettings

Behaviour = Callable[[asyncio.StreamWriter], Awaitable[None]]
LOOPBACK = ("127.0.0.0/8", "::1/128")


@dataclass
class Farm:
    """A server: its port, and the head of each request that it got."""

    port: int
    heads: list[str] = field(default_factory=list)
    connections: int = 0


@asynccontextmanager
async def serving(
    behave: Behaviour, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> AsyncIterator[Farm]:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        farm.connections += 1
        with suppress(OSError, asyncio.IncompleteReadError):
            farm.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
            await behave(writer)
            writer.close()

    farm = Farm(0)
    server = await asyncio.start_server(connected, host, 0, ssl=tls)
    farm.port = server.sockets[0].getsockname()[1]
    try:
        yield farm
    finally:
        server.close()


def sends(*pieces: bytes, pause: float = 0) -> Behaviour:
    async def behave(writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return behave


def endless(head: bytes, piece: bytes, pause: float = 0) -> Behaviour:
    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return behave


def answer(
    body: bytes, status: str = "200 OK", *headers: str, kind: str = "application/json"
) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def fetched(
    effect: Fetch, settings: FetchSettings, tls: ssl.SSLContext | None = None
) -> Fetched:
    """What the one request comes to."""
    heard: asyncio.Queue[Fetched] = asyncio.Queue()
    fetcher = Fetcher(settings, lambda: 7, heard.put_nowait, tls)
    fetcher.perform(effect)
    try:
        result = await asyncio.wait_for(heard.get(), 20)
        assert heard.empty()
        return result
    finally:
        await fetcher.stop()
