"""`/sip`: a browser's telephone reaches the switch, and nobody else does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from tests.wire.support import World, running

REGISTER = "REGISTER sip:x SIP/2.0\r\nCall-ID: 1\r\n\r\n"
Serve = Callable[[ServerConnection], Awaitable[None]]


@asynccontextmanager
async def switch(talk: Serve) -> AsyncIterator[str]:
    """The address of a switch that talks like this to who connects."""
    async with serve(talk, "127.0.0.1", 0, subprotocols=[Subprotocol("sip")]) as server:
        yield f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}/ws"


def dial(world: World, *protocols: str, **options: str) -> connect:
    address = world.url.removesuffix("/ws") + "/sip"
    offered = [Subprotocol(one) for one in protocols]
    return connect(address, subprotocols=offered, proxy=None, **options)  # type: ignore[arg-type]


async def echo(socket: ServerConnection) -> None:
    assert socket.subprotocol == "sip"
    async for message in socket:
        await socket.send(message)


async def test_texts_go_both_ways_in_either_kind_of_frame() -> None:
    async def answer(socket: ServerConnection) -> None:
        async for message in socket:
            assert isinstance(message, str)
            await socket.send(message.encode())

    for talk in (echo, answer):
        async with (
            switch(talk) as address,
            running(sip_address=address) as world,
            dial(world, "sip", "bearer.token-of-anna") as browser,
        ):
            assert browser.subprotocol == "sip"
            await browser.send(REGISTER)
            assert await browser.recv() == REGISTER


@pytest.mark.parametrize(
    "protocols", [("sip",), ("sip", "bearer.wrong"), ("bearer.token-of-anna",), ("callseat.v1",)]
)
async def test_without_a_good_token_nobody_reaches_the_switch(protocols: tuple[str, ...]) -> None:
    reached: list[ServerConnection] = []

    async def note(socket: ServerConnection) -> None:
        reached.append(socket)

    async with switch(note) as address, running(sip_address=address) as world:
        with pytest.raises(InvalidStatus) as caught:
            await dial(world, *protocols)
        assert caught.value.response.status_code == 403
    assert reached == []


async def test_foreign_pages_have_no_telephone() -> None:
    async with switch(echo) as address, running(sip_address=address) as world:
        with pytest.raises(InvalidStatus):
            await dial(world, "sip", "bearer.token-of-anna", origin="https://evil.example")


async def test_a_server_without_such_a_switch_says_so() -> None:
    async with running() as world:
        with pytest.raises(InvalidStatus):
            await dial(world, "sip", "bearer.token-of-anna")


async def test_when_one_side_goes_the_other_is_closed() -> None:
    async def leave(socket: ServerConnection) -> None:
        await socket.recv()

    left: list[int | None] = []

    async def stay(socket: ServerConnection) -> None:
        await socket.wait_closed()
        left.append(socket.close_code)

    async with switch(leave) as address, running(sip_address=address) as world:
        browser: ClientConnection = await dial(world, "sip", "bearer.token-of-anna")
        await browser.send(REGISTER)
        with pytest.raises(ConnectionClosed):
            await browser.recv()
        assert browser.close_code == 1013
    async with switch(stay) as address, running(sip_address=address) as world:
        browser = await dial(world, "sip", "bearer.token-of-anna")
        await browser.close()
    assert left == [1000]
