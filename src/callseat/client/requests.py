"""Commands that are not answered yet, over as many connections as it takes."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from callseat.client.errors import NotConnected, Rejected, TimedOut

Result = dict[str, Any]


class Way(Protocol):
    """The connection, while there is one. `send` raises NotConnected."""

    async def send(self, text: bytes) -> None: ...


@dataclass(slots=True)
class _Pending:
    text: bytes
    answer: asyncio.Future[Result]
    on: Way | None = None
    sent: bool = False


class Requests:
    """Numbers are never used twice in a login, so that a command may be repeated after a loss: the
    server carries out a number once, and gives the first answer again.
    """

    def __init__(self) -> None:
        self._serial = 0
        self._pending: dict[int, _Pending] = {}
        self._way: Way | None = None
        self._over = ""

    @property
    def online(self) -> bool:
        return self._way is not None

    async def ask(
        self, method: str, params: tuple[Any, ...], deadline: float, on: Way | None = None
    ) -> Result:
        """Give a command: as soon as there is a connection, or `on` this one and no other.

        Raises Rejected; TimedOut if no answer came within `deadline` seconds; NotConnected if there
        was no connection for so long, or if the command went out and the login then was lost.
        """
        if self._over:
            raise NotConnected(f"{method}: {self._over}")
        number = self._next()
        message = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        pending = self._pending[number] = _Pending(msgspec.json.encode(message), answer, on)
        try:
            async with asyncio.timeout(deadline):
                await self._send(pending, on or self._way)
                return await answer
        except TimeoutError as error:
            if pending.sent:
                raise TimedOut(f"{method}: no answer within {deadline} s") from error
            raise NotConnected(f"{method}: no connection within {deadline} s") from error
        finally:
            del self._pending[number]

    async def go_on(self, way: Way, *, resumed: bool) -> None:
        """Commands go this way now. Those that went out before are repeated if the login goes on,
        else they fail: nobody knows whether they were carried out.
        """
        self._way = way
        for number, pending in list(self._pending.items()):
            if pending.sent and not resumed:
                self._fail(number, "the login was lost before the answer came")
            else:
                await self._send(pending, way)

    def lost(self, way: Way) -> None:
        """This connection is gone."""
        if self._way is way:
            self._way = None
        for number, pending in list(self._pending.items()):
            if pending.on is way:
                self._fail(number, "the connection broke before the answer came")

    def end(self, why: str) -> None:
        """There will be none any more."""
        self._way, self._over = None, why
        for number in list(self._pending):
            self._fail(number, why)

    def take(self, message: dict[str, Any]) -> None:
        """An answer came."""
        pending = self._pending.get(message["id"]) if message.get("id") else None
        if pending is None or pending.answer.done():
            return
        if "error" in message:
            pending.answer.set_exception(Rejected(message["error"]))
        else:
            pending.answer.set_result(message["result"])

    def _next(self) -> int:
        self._serial += 1
        return self._serial

    async def _send(self, pending: _Pending, way: Way | None) -> None:
        if way is None:
            return
        pending.sent = True
        with contextlib.suppress(NotConnected):  # `lost` follows and decides what becomes of it
            await way.send(pending.text)

    def _fail(self, number: int, why: str) -> None:
        answer = self._pending[number].answer
        if not answer.done():
            answer.set_exception(NotConnected(why))
