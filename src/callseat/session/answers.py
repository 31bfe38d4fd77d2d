"""Answers already given in a login, so that a repeated request is carried out once."""

from __future__ import annotations

KEPT_ANSWERS = 256

RequestId = int | str


class Answers:
    """The last answers by request id. The integer 1 and the string "1" are two ids."""

    def __init__(self, limit: int = KEPT_ANSWERS) -> None:
        self._limit = limit
        self._pending: dict[RequestId, None] = {}
        self._given: dict[RequestId, str] = {}

    def joined_to(self, former: Answers) -> Answers:
        """Those given earlier in the login, and these after them."""
        if former is not self:
            former._pending |= self._pending
            for request, answer in self._given.items():
                former.keep(request, answer)
        return former

    def is_pending(self, request: RequestId) -> bool:
        """Asked, and not answered yet."""
        return request in self._pending

    def given(self, request: RequestId) -> str | None:
        return self._given.get(request)

    def expect(self, request: RequestId) -> None:
        self._pending[request] = None

    def drop(self, request: RequestId) -> None:
        """The answer will not be kept: the same id may be asked anew."""
        self._pending.pop(request, None)

    def keep(self, request: RequestId, answer: str) -> None:
        self._pending.pop(request, None)
        self._given[request] = answer
        if len(self._given) > self._limit:
            del self._given[next(iter(self._given))]
