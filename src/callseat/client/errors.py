"""What can go wrong for a seat's program."""
# ruff: noqa: N818 - they read as what happened

from __future__ import annotations

from typing import Any


class CallseatError(Exception):
    """All of them."""


class CannotConnect(CallseatError):
    """There is no server to talk to at this address, or it turned us away."""


class NotConnected(CallseatError):
    """The connection is down just now, or broke before the answer came.

    In the latter case the command may have been carried out.
    """


class TimedOut(CallseatError):
    """No answer came in time. The command may have been carried out."""


class Rejected(CallseatError):
    """The server refused a command; nothing has changed.

    `reason` is a stable token such as "wrong_status", `parameter` the one at fault, or "".
    """

    def __init__(self, error: dict[str, Any]) -> None:
        data = error.get("data") or {}
        self.code: int = error.get("code", 0)
        self.reason: str = data.get("reason", "internal")
        self.message: str = error.get("message", "")
        self.message_zh: str = data.get("message_zh", self.message)
        self.parameter: str = data.get("parameter", "")
        where = f" ({self.parameter})" if self.parameter else ""
        super().__init__(f"{self.reason}{where}: {self.message}")
