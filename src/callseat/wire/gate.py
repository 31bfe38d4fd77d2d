"""What the wire needs from the rest of the server: a check of passwords, and an ear."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Protocol

from callseat.domain.errors import Reason
from callseat.domain.inputs import Asked, ConnectionLost


class Verdict(StrEnum):
    """What came of a check of name and password."""

    OK = "ok"
    WRONG = "wrong"
    DISABLED = "disabled"
    LOCKED = "locked"
    NOT_READY = "not_ready"


REASONS: dict[Verdict, Reason] = {
    Verdict.WRONG: Reason.WRONG_CREDENTIALS,
    Verdict.DISABLED: Reason.ACCOUNT_DISABLED,
    Verdict.LOCKED: Reason.ACCOUNT_LOCKED,
    Verdict.NOT_READY: Reason.NOT_READY,
}


class Gate(Protocol):
    """The way in. Implemented where the layers are joined."""

    def now(self) -> int:
        """The engine's time, milliseconds since the epoch."""

    async def authenticate(self, user: str, password: str) -> Verdict:
        """Check a password, or an access token of that user in its place, without giving away by
        words or time whether the user exists.
        """

    async def bearer(self, token: str) -> str:
        """The user of a good access token; empty for any other text."""

    def submit(self, event: Asked | ConnectionLost) -> None:
        """Hand an input to the engine. Never blocks; the engine answers every `Asked` once."""


# Each part of the server by name: "ok", or a few words on what is wrong.
Health = Callable[[], Mapping[str, str]]
