"""What a request to Asterisk can end with instead of its answer."""

from __future__ import annotations


class AriFailure(Exception):  # noqa: N818 - the base of two kinds, never raised itself
    """A request was not done, or it is unknown whether it was."""


class AriError(AriFailure):
    """Asterisk refused: `status` is the HTTP status (404 gone, 409 wrong state or id taken ...)."""

    def __init__(self, status: int, message: str, operation: str) -> None:
        super().__init__(f"{operation}: {status} {message}")
        self.status = status
        self.message = message
        self.operation = operation


class AriUnavailable(AriFailure):
    """No connection, too many requests waiting, or no answer in time: it may have been done."""

    def __init__(self, reason: str, operation: str) -> None:
        super().__init__(f"{operation}: {reason}")
        self.reason = reason
        self.operation = operation
