"""One login: its place in the stream of events, and the last of them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

KEPT_EVENTS = 256


@dataclass(slots=True)
class Login:
    """A user on a connection. `seq` is the number of the last event told, 0 before the first.

    `kept` are the last events without their numbers: one text is shared by all who heard it.
    `groups` are those whose seats the user watches, `scope` those that the user supervises.
    """

    session: str
    user: str
    seq: int = 0
    kept: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_EVENTS))
    queues: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()

    def count(self, event: str) -> int:
        """The number of this event in the login, from 1, without gaps."""
        self.seq += 1
        self.kept.append(event)
        return self.seq

    def after(self, seq: int) -> list[tuple[int, str]] | None:
        """Events told after number `seq`; None when some of them are kept no more."""
        missing = self.seq - seq
        if not 0 <= missing <= len(self.kept):
            return None
        first = len(self.kept) - missing
        return [(seq + 1 + i, self.kept[first + i]) for i in range(missing)]
