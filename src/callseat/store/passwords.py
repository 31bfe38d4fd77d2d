"""Passwords: argon2 off the event loop, verdicts, and the lock-out after repeated failures.

An unknown user and a wrong password cost the same time and get the same verdict. Whether an
account is disabled is told only to who knows its password.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from callseat.store.errors import StoreError
from callseat.store.lockout import Lockout

Result = TypeVar("Result")

MAX_PASSWORD = 256
MIN_PASSWORD = 8


class Verdict(StrEnum):
    OK = "ok"
    WRONG = "wrong"
    DISABLED = "disabled"
    LOCKED = "locked"
    NOT_READY = "not_ready"


@dataclass(frozen=True, slots=True)
class PasswordSettings:
    """`failures` in a row lock an account for `locked_ms` milliseconds.

    At most `workers` verifications run at once (each needs `memory_kib`) and `waiting` wait.
    The costs are those OWASP's password storage cheat sheet names for argon2id.
    """

    failures: int = 5
    locked_ms: int = 300_000
    workers: int = 2
    waiting: int = 64
    memory_kib: int = 19_456
    rounds: int = 2


@dataclass(frozen=True, slots=True)
class Credential:
    """What is kept of an account's password."""

    password_hash: str
    disabled: bool


FindCredential = Callable[[str], Awaitable[Credential | None]]


class Passwords:
    """Hashes and verifies passwords; knows accounts only through `find`."""

    def __init__(self, find: FindCredential, settings: PasswordSettings | None = None) -> None:
        self._settings = settings or PasswordSettings()
        self._find = find
        self._hasher = PasswordHasher(
            time_cost=self._settings.rounds, memory_cost=self._settings.memory_kib, parallelism=1
        )
        self._threads = ThreadPoolExecutor(self._settings.workers, "passwords")
        self._lockout = Lockout(self._settings.failures, self._settings.locked_ms)
        self._asked = 0
        # Verified in place of an unknown user's, so that both take the same time.
        self._nobody = self._hasher.hash(secrets.token_urlsafe(16))

    async def hash(self, password: str) -> str:
        """The argon2id hash of a password, in PHC form."""
        return await self._in_thread(self._hasher.hash, password)

    async def authenticate(self, user: str, password: str, at_ms: int) -> Verdict:
        """Whether `user` may log in with `password` at `at_ms`, milliseconds since the epoch.

        Never raises for bad input or a lost database.
        """
        if self._asked >= self._settings.workers + self._settings.waiting:
            return Verdict.NOT_READY
        self._asked += 1
        try:
            return await self._authenticate(user, password, at_ms)
        except StoreError:
            return Verdict.NOT_READY
        finally:
            self._asked -= 1

    def forget_failures(self, user: str) -> None:
        """Unlock an account, as when its password was set anew."""
        self._lockout.forget(user)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _authenticate(self, user: str, password: str, at_ms: int) -> Verdict:
        credential = await self._find(user)
        known = credential is not None
        # Counted before it is verified, so that many attempts at once are no way around the limit.
        if not self._lockout.attempt(user, known=known, at_ms=at_ms):
            return Verdict.LOCKED
        password_hash = credential.password_hash if credential else self._nobody
        right = await self._in_thread(self._verify, password_hash, password)
        if credential is None or not right:
            return Verdict.WRONG
        self._lockout.forget(user)
        return Verdict.DISABLED if credential.disabled else Verdict.OK

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            # Cut, not skipped: too long a password must cost what a wrong one costs.
            tried = password.encode("utf-8", "replace")[: 4 * MAX_PASSWORD + 1]
            return self._hasher.verify(password_hash, tried)
        except (VerificationError, InvalidHashError):
            return False

    async def _in_thread(self, work: Callable[..., Result], *arguments: str) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)
