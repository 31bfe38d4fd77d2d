"""One socket as a lane for requests: strictly one after another, each with a deadline."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

from callseat.switch.asterisk.ari.errors import AriError, AriFailure, AriUnavailable
from callseat.switch.asterisk.ari.generated import RESTResponse
from callseat.switch.asterisk.ari.messages import decode_answer, encode_request
from callseat.switch.asterisk.ari.operation import Operation

Answer = TypeVar("Answer")


@dataclass(slots=True, eq=False)
class _Job:
    operation: Operation[Any]
    future: asyncio.Future[Any]
    deadline: asyncio.TimerHandle | None = None
    number: str = ""  # once it is sent

    def fail(self, reason: str) -> None:
        if self.deadline is not None:
            self.deadline.cancel()
        if not self.future.done():
            self.future.set_exception(AriUnavailable(reason, self.operation.name))


class RequestLane:
    """The requests of one command socket, oldest first; at most `limit` wait.

    Asterisk works on one request of a socket at a time, so the next is sent when the last is
    answered: what has run out of time meanwhile is never sent at all.
    """

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._waiting: deque[_Job] = deque()
        self._current: _Job | None = None
        self._ids = count(1)
        self._send: Callable[[bytes], None] | None = None

    def open(self, send: Callable[[bytes], None]) -> None:
        """A socket is there that takes requests."""
        self._send = send

    def submit(self, operation: Operation[Answer]) -> asyncio.Future[Answer]:
        """Puts it in line at once; the future gets the answer or an `AriFailure`."""
        loop = asyncio.get_running_loop()
        job = _Job(operation, loop.create_future())
        if self._send is None:
            job.fail("not connected")
        elif len(self._waiting) >= self._limit:
            job.fail("too many requests waiting")
        else:
            job.deadline = loop.call_later(self._seconds, self._expire, job)
            self._waiting.append(job)
            self._send_next()
        return job.future

    def _expire(self, job: _Job) -> None:
        job.fail("no answer in time")
        if self._current is job:
            # The answer may never come: do not let it hold up the ones behind.
            self._current = None
            self._send_next()

    def _send_next(self) -> None:
        while self._waiting and self._current is None and self._send is not None:
            job = self._waiting.popleft()
            if job.future.done():
                job.fail("nobody waits for it")
                continue
            job.number = str(next(self._ids))
            self._current = job
            self._send(encode_request(job.operation, job.number))

    def receive(self, response: RESTResponse) -> None:
        """Gives the answer to the request that waits for it; a late one is dropped."""
        job = self._current
        if job is None or job.number != response.request_id:
            return
        self._current = None
        self._send_next()
        if job.deadline is not None:
            job.deadline.cancel()
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
        self._send = None
        jobs = [self._current, *self._waiting]
        self._current = None
        self._waiting.clear()
        for job in jobs:
            if job is not None:
                job.fail("connection lost")
