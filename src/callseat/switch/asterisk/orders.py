"""What is asked of Asterisk: the domain's effects, of which some go together in one request."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from callseat.domain.effects import Join, SwitchEffect


@dataclass(frozen=True, slots=True)
class JoinBoth:
    """Two that come into one call at the same time."""

    first: Join
    second: Join

    @property
    def call(self) -> str:
        return self.first.call

    @property
    def singly(self) -> tuple[Join, Join]:
        return self.first, self.second


Order = SwitchEffect | JoinBoth


def joined_in_pairs(wanted: Iterable[Order]) -> Iterator[Order]:
    """The same, but one order where two that can be heard join one call one after the other."""
    left = deque(wanted)
    while left:
        one = left.popleft()
        other = left[0] if left else None
        if (
            isinstance(one, Join)
            and isinstance(other, Join)
            and one.call == other.call
            and not (one.muted or other.muted)
        ):
            left.popleft()
            yield JoinBoth(one, other)
        else:
            yield one
