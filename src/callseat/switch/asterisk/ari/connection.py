"""One socket as a lane for requests: strictly one after another, each with a deadline."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from callseat.switch.asterisk.ari.errors import AriError, AriFailure, AriUnavailable
from callseat.switch.asterisk.ari.generated import RESTResponse
from callseat.switch.asterisk.ari.messages import decode_answer, encode_request
from callseat.switch.asterisk.ari.operation import Operation

Answer = TypeVar("Answer")


@dataclass(slots=True, eq=False)
class _Job:
    operation: Operation[Any]
    future: asyncio.Future[Any]
    deadline: asyncio.TimerHandle


class RequestLane:
    """The requests of one command socket, oldest first; at most `limit` wait.

    Asterisk works on one request of a socket at a time, so the next is sent when the last is
    answered: what has run out of time meanwhile is never sent at all.
    """

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._jobs: asyncio.Queue[_Job] = asyncio.Queue(limit)
        self._in_flight: dict[str, _Job] = {}
        self._ids = count(1)
        self._socket: ServerConnection | None = None
        self._answered = asyncio.Event()

    def submit(self, operation: Operation[Answer]) -> asyncio.Future[Answer]:
        """Puts it in line at once; the future gets the answer or an `AriFailure`."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        if self._socket is None or self._jobs.full():
            reason = "not connected" if self._socket is None else "too many requests waiting"
            future.set_exception(AriUnavailable(reason, operation.name))
            return future
        deadline = loop.call_later(self._seconds, self._expire, operation.name, future)
        self._jobs.put_nowait(_Job(operation, future, deadline))
        return future

    def _expire(self, name: str, future: asyncio.Future[Any]) -> None:
        if not future.done():
            future.set_exception(AriUnavailable("no answer in time", name))
        # The answer may never come: do not let it hold up the ones behind.
        self._answered.set()

    async def serve(self, socket: ServerConnection) -> None:
        """Sends what is submitted until the socket closes."""
        self._socket = socket
        try:
            while True:
                await self._send(socket, await self._jobs.get())
        except ConnectionClosed:
            pass
        finally:
            if self._socket is socket:
                self.close()

    async def _send(self, socket: ServerConnection, job: _Job) -> None:
        if job.future.done():
            job.deadline.cancel()
            return
        request_id = str(next(self._ids))
        self._in_flight = {request_id: job}
        self._answered.clear()
        await socket.send(encode_request(job.operation, request_id))
        await self._answered.wait()

    def receive(self, response: RESTResponse) -> None:
        """Gives the answer to the request that waits for it; a late one is dropped."""
        job = self._in_flight.pop(response.request_id, None)
        if job is None:
            return
        job.deadline.cancel()
        self._answered.set()
        if job.future.done():
            return
        try:
            job.future.set_result(decode_answer(job.operation, response))
        except AriFailure as failure:
            job.future.set_exception(failure)
        except Exception as error:
            reason = f"unreadable answer: {error}"
            job.future.set_exception(AriError(500, reason, job.operation.name))

    def close(self) -> None:
        """Fails everything that waits."""
        self._socket = None
        jobs = list(self._in_flight.values())
        self._in_flight = {}
        while not self._jobs.empty():
            jobs.append(self._jobs.get_nowait())
        for job in jobs:
            job.deadline.cancel()
            if not job.future.done():
                job.future.set_exception(AriUnavailable("connection lost", job.operation.name))
