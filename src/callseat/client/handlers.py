"""Who is told of an event in a seat's program: methods, functions and iterators."""

from __future__ import annotations

import asyncio
import difflib
import inspect
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

from callseat.client.commands import EVENTS
from callseat.client.event import Event

Handler = TypeVar("Handler", bound=Callable[..., Any])
_log = logging.getLogger("callseat.client")


class Handlers:
    """Calls handlers in the order of events. An async one runs on beside those that follow.

    A handler that takes one argument gets the event; one that takes more gets the manual's
    parameters by position, then the event.
    """

    def __init__(self) -> None:
        self._handlers: dict[str, list[tuple[Callable[..., Any], bool]]] = {}
        self._queues: list[asyncio.Queue[Event | None]] = []
        self._running: set[asyncio.Task[Any]] = set()
        self._ended = False

    def add(self, name: str, handler: Handler) -> Handler:
        """Raises ValueError for an unknown event, TypeError for a handler that does not fit."""
        if name not in EVENTS:
            near = difflib.get_close_matches(name, EVENTS, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise ValueError(f"There is no event {name}{hint}")
        _, params = EVENTS[name]
        if _takes(handler, 1):
            whole = True
        elif _takes(handler, len(params) + 1):
            whole = False
        else:
            expected = ", ".join([*params, "event"])
            raise TypeError(f"A handler of {name} takes (event) or ({expected})")
        self._handlers.setdefault(name, []).append((handler, whole))
        return handler

    def tell(self, event: Event, owner: object) -> None:
        """Tell the owner's method for this event, the handlers, and the iterators."""
        for queue in self._queues:
            queue.put_nowait(event)
        method, params = EVENTS.get(event.name, ("", ()))
        values = [event.get(param) for param in params]
        if method:
            self._call(getattr(owner, method), [*values, event])
        for handler, whole in self._handlers.get(event.name, []):
            self._call(handler, [event] if whole else [*values, event])

    async def events(self) -> AsyncIterator[Event]:
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._queues.append(queue)
        if self._ended:
            queue.put_nowait(None)
        try:
            while (event := await queue.get()) is not None:
                yield event
        finally:
            self._queues.remove(queue)

    def end(self) -> None:
        """No event will come any more."""
        self._ended = True
        for queue in self._queues:
            queue.put_nowait(None)

    def _call(self, handler: Callable[..., Any], arguments: list[Any]) -> None:
        try:
            outcome = handler(*arguments)
        except Exception:
            _log.exception("a handler failed")
            return
        if inspect.isawaitable(outcome):
            task = asyncio.ensure_future(outcome)
            self._running.add(task)
            task.add_done_callback(self._finish)

    def _finish(self, task: asyncio.Future[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("a handler failed", exc_info=task.exception())


def _takes(handler: Callable[..., Any], count: int) -> bool:
    try:
        inspect.signature(handler).bind(*[None] * count)
    except TypeError:
        return False
    return True
