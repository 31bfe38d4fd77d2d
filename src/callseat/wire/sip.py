"""`/sip`: SIP over WebSocket (RFC 7118) for browser phones, carried to and from the switch.

The browser shows its access token as a subprotocol beside `sip`, `bearer.<token>`: a WebSocket has
no headers of the page's choice, and an address with a token in it would be logged by proxies.
"""

from __future__ import annotations

import asyncio
import contextlib

import aiohttp
from starlette.websockets import WebSocket, WebSocketDisconnect

from callseat.wire.gate import Gate

SUBPROTOCOL = "sip"
_BEARER = "bearer."
_CLOSE_WAIT = 1.0  # seconds for the switch to say good-bye
_FORBIDDEN, _TRY_LATER = 1008, 1013  # before the handshake is over both are an HTTP 403


class SipProxy:
    """One connection to the switch for each browser. `address` is empty without such a switch."""

    def __init__(self, gate: Gate, address: str, message_limit: int) -> None:
        self._gate = gate
        self._address = address
        self._limit = message_limit

    async def serve(self, browser: WebSocket) -> None:
        offered = browser.scope.get("subprotocols", [])
        shown = [one.removeprefix(_BEARER) for one in offered if one.startswith(_BEARER)]
        known = SUBPROTOCOL in offered and shown and await self._gate.bearer(shown[0])
        if not known or not self._address:
            await browser.close(_FORBIDDEN)
            return
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(
                    self._address,
                    protocols=[SUBPROTOCOL],
                    max_msg_size=self._limit,
                    timeout=aiohttp.ClientWSTimeout(ws_close=_CLOSE_WAIT),
                ) as switch,
            ):
                await browser.accept(SUBPROTOCOL)
                await _carry(browser, switch)
        except (aiohttp.ClientError, OSError):
            await _close(browser)


async def _carry(browser: WebSocket, switch: aiohttp.ClientWebSocketResponse) -> None:
    """Both ways, until one side goes; the other is closed then."""
    ways = {asyncio.create_task(_up(browser, switch)), asyncio.create_task(_down(browser, switch))}
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
    await _close(browser)


async def _up(browser: WebSocket, switch: aiohttp.ClientWebSocketResponse) -> None:
    while (message := await browser.receive())["type"] != "websocket.disconnect":
        if (text := message.get("text")) is not None:
            await switch.send_str(text)


async def _down(browser: WebSocket, switch: aiohttp.ClientWebSocketResponse) -> None:
    async for message in switch:
        if message.type is aiohttp.WSMsgType.TEXT:
            await browser.send_text(message.data)
        elif message.type is aiohttp.WSMsgType.BINARY:
            # SIP is text in either kind of frame (RFC 7118 section 4.2).
            await browser.send_text(message.data.decode("utf-8", "replace"))


async def _close(browser: WebSocket) -> None:
    """The browser may have gone already."""
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        await browser.close(_TRY_LATER)
