"""The service level, against the plain count over everything that happened."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from callseat.domain.queue.level import (
    MINUTE,
    WINDOW,
    ServiceLevel,
    count,
    is_below,
    next_change,
)

CALLS = st.lists(st.tuples(st.integers(0, 5 * MINUTE), st.booleans()), max_size=60)


@given(CALLS, st.integers(0, 100))
def test_it_is_the_share_of_the_last_quarter_of_an_hour(
    calls: list[tuple[int, bool]], percent: int
) -> None:
    level, now, history = ServiceLevel(), 0, []
    for later, in_time in calls:
        now += later
        count(level, now, in_time=in_time)
        history.append((now // MINUTE, in_time))
        seen = [good for minute, good in history if minute > now // MINUTE - WINDOW]
        assert (level.calls, level.in_time) == (len(seen), sum(seen))
        assert is_below(level, percent, now) == (sum(seen) * 100 < percent * len(seen))
        assert len(level.minutes) <= WINDOW


@given(CALLS)
def test_it_changes_when_it_is_said_to_and_not_before(calls: list[tuple[int, bool]]) -> None:
    level, now = ServiceLevel(), 0
    for later, in_time in calls:
        now += later
        count(level, now, in_time=in_time)
    while level.calls:
        before = level.calls
        due = now + round(next_change(level, now) * 1000)
        is_below(level, 50, due - 1)
        assert level.calls == before
        is_below(level, 50, due)
        assert level.calls < before
        now = due
