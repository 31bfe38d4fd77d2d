"""One login: its place in the stream of events, the last of them, and the answers given."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import islice

from callseat.session.answers import Answers

KEPT_EVENTS = 4096
KEPT_CHARACTERS = 1024 * 1024
KEPT_SECONDS = 120.0
Told = tuple[float, str]  # when, in seconds of any clock, and the event without its number


@dataclass(slots=True)
class Login:
    """A user on a connection. `seq` is the number of the last event told, 0 before the first.

    `kept` are the last events: one text is shared by all who heard it. While the client is there,
    what is older than a lost connection can stay unnoticed is dropped; while it is `away`, only too
    many or too large events are.
    `groups` are those whose seats the user watches, `scope` those that the user supervises.
    """

    session: str
    user: str
    seq: int = 0
    away: bool = False
    kept: deque[Told] = field(default_factory=deque)
    kept_characters: int = 0
    queues: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    answers: Answers = field(default_factory=Answers)

    def count(self, told: Told) -> int:
        """The number of this event in the login, from 1, without gaps."""
        self.seq += 1
        kept = self.kept
        kept.append(told)
        self.kept_characters += len(told[1])
        stale = kept[0][0] < told[0] - KEPT_SECONDS and not self.away
        if stale or len(kept) > KEPT_EVENTS or self.kept_characters > KEPT_CHARACTERS:
            self._trim(told[0])
        return self.seq

    def after(self, seq: int) -> list[tuple[int, str]] | None:
        """Events told after number `seq`; None when some of them are kept no more."""
        missing = self.seq - seq
        if not 0 <= missing <= len(self.kept):
            return None
        first = len(self.kept) - missing
        texts = (text for _, text in islice(self.kept, first, None))
        return list(enumerate(texts, seq + 1))

    def _trim(self, now: float) -> None:
        while self.kept and (
            len(self.kept) > KEPT_EVENTS
            or self.kept_characters > KEPT_CHARACTERS
            or (not self.away and self.kept[0][0] < now - KEPT_SECONDS)
        ):
            _, event = self.kept.popleft()
            self.kept_characters -= len(event)
