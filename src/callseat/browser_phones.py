"""Telephones in browsers: each login gets a secret of its own, which ends with the login.

While a seat has one, its extension is a browser's (WebRTC); afterwards the desk phone's again.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Phone:
    user: str
    secret: str


class BrowserPhones:
    """`provision` makes the switch know what `secret` says; many changes at once share one."""

    def __init__(self, provision: Callable[[], Awaitable[None]]) -> None:
        self._provision = provision
        self._phones: dict[str, _Phone] = {}
        self._extensions: dict[str, str] = {}  # by user
        self._wanted = self._done = 0
        self._lock = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def secret(self, extension: str) -> str | None:
        """With which a browser registers there, None when it is a desk phone's."""
        phone = self._phones.get(extension)
        return phone.secret if phone else None

    async def open(self, user: str, extension: str) -> str:
        """A new secret; the one before is void. The switch knows it when this returns."""
        self._forget(user)
        phone = _Phone(user, secrets.token_urlsafe(24))
        self._phones[extension], self._extensions[user] = phone, extension
        await self._bring_about()
        return phone.secret

    def ended(self, user: str) -> None:
        """The user's login is over."""
        if self._forget(user):
            task = asyncio.create_task(self._bring_about())
            self._tasks.add(task)
            task.add_done_callback(self._finished)

    def _forget(self, user: str) -> bool:
        extension = self._extensions.pop(user, "")
        phone = self._phones.get(extension)
        if phone is not None and phone.user == user:
            del self._phones[extension]
        return bool(extension)

    async def _bring_about(self) -> None:
        self._wanted += 1
        mine = self._wanted
        async with self._lock:
            if self._done < mine:
                all_so_far = self._wanted
                await self._provision()
                self._done = all_so_far

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("browser phone not taken away", cause=str(error))
