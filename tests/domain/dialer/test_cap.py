"""The cap is hard: whatever the calls in the air do, it holds after each of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callseat.domain.dialer.cap import WINDOW, Cap

TODAY, TOMORROW = "2026-03-01", "2026-03-02"
CAPS = st.sampled_from([0, 1, 100, 300, 500, 2500, 10_000])


def ledger(*days: tuple[str, int, int]) -> Cap:
    cap = Cap()
    cap.load(days)
    return cap


def holds(cap: Cap, day: str, limit: int) -> bool:
    """In that day, and in the 30 days that end with it, counted anew."""
    last = date.fromisoformat(day)
    whole = [
        tally
        for one, tally in cap.days.items()
        if timedelta(0) <= last - date.fromisoformat(one) < timedelta(WINDOW)
    ]
    sums = [(cap.days[day].answered, cap.days[day].abandoned)] if day in cap.days else []
    sums.append((sum(one.answered for one in whole), sum(one.abandoned for one in whole)))
    return all(abandoned * 10_000 <= limit * answered for answered, abandoned in sums)


class Line:
    """A campaign whose calls go as `draw` says; every one is placed that the cap allows."""

    def __init__(self, cap: Cap, limit: int, free: int) -> None:
        self.cap, self.limit, self.free, self.in_air = cap, limit, free, 0
        self.next_day: str | None = None

    def dial(self) -> None:
        self.in_air += self.cap.room(TODAY, self.next_day, self.limit, self.in_air, self.free)
        self.in_air = min(self.in_air, 400)

    def happens(self, what: str, day: str) -> None:
        if what == "seat free":
            self.free += 1
        elif what == "seat lost":
            self.free = max(0, self.free - 1)
            self.take_back()
        elif self.in_air and what == "answer":
            self.in_air -= 1
            self.cap.answered(day)
            if self.free:
                self.free -= 1
            else:
                self.cap.abandoned(day)
        elif self.in_air and what == "no answer":
            self.in_air -= 1

    def take_back(self) -> None:
        """Lines that are too many now are cancelled."""
        most = self.cap.room(TODAY, self.next_day, self.limit, 0, self.free)
        self.in_air = min(self.in_air, most)


HAPPENINGS = st.lists(
    st.sampled_from(["answer", "answer", "answer", "no answer", "seat free", "seat lost"]),
    max_size=300,
)


@settings(max_examples=300, deadline=None)
@given(CAPS, st.integers(0, 20), HAPPENINGS, st.integers(0, 300))
def test_it_holds_in_any_order_of_answers(
    limit: int, free: int, happenings: list[str], before: int
) -> None:
    """When a free seat is lost, lines are taken back at once."""
    line = Line(ledger(("2026-02-20", before, before * limit // 10_000)), limit, free)
    for one in happenings:
        line.dial()
        line.happens(one, TODAY)
        assert holds(line.cap, TODAY, limit)


@settings(max_examples=300, deadline=None)
@given(CAPS, st.integers(0, 20), HAPPENINGS, HAPPENINGS, st.integers(0, 500))
def test_it_holds_in_both_days_when_midnight_comes_while_it_rings(
    limit: int, free: int, evening: list[str], night: list[str], before: int
) -> None:
    line = Line(ledger((TODAY, before, before * limit // 10_000)), limit, free)
    line.next_day = TOMORROW
    for one in evening:
        line.dial()
        line.happens(one, TODAY)
        assert holds(line.cap, TODAY, limit)
    for one in night:  # nothing is dialled any more
        line.happens("no answer" if one == "seat lost" else one, TOMORROW)
        assert holds(line.cap, TOMORROW, limit)


@given(st.integers(0, 3000), st.integers(0, 90), st.integers(0, 60), st.integers(1, 40))
def test_no_call_too_few(answered: int, abandoned: int, in_air: int, free: int) -> None:
    """With one more than there is room for, the cap would not hold if all were answered."""
    cap = ledger((TODAY, answered, abandoned))
    room = cap.room(TODAY, None, 300, in_air, free)
    calls = in_air + room + 1
    over = (abandoned + max(0, calls - free)) * 10_000 > 300 * (answered + calls)
    assert over or room == 0


def test_a_day_begins_with_a_line_for_each_free_seat() -> None:
    assert ledger().room(TODAY, None, 300, 0, 10) == 10
    assert ledger().room(TODAY, None, 300, 4, 10) == 6
    assert ledger().room(TODAY, None, 0, 0, 0) == 0


def test_credit_of_the_day_lets_more_ring_than_seats_are_free() -> None:
    """1,000 answered and 20 abandoned leave 10 under 3 %, and those to come count, too."""
    assert ledger((TODAY, 1000, 20)).room(TODAY, None, 300, 0, 5) == 15


def test_the_worse_of_day_and_thirty_days_counts() -> None:
    worse = ledger(("2026-02-10", 1000, 39), (TODAY, 1000, 20))
    assert worse.room(TODAY, None, 300, 0, 5) == 6
    assert ledger(("2026-01-10", 1000, 90), (TODAY, 1000, 20)).room(TODAY, None, 300, 0, 5) == 15


def test_before_midnight_the_next_day_has_no_credit_yet() -> None:
    assert ledger((TODAY, 1000, 0)).room(TODAY, TOMORROW, 300, 2, 5) == 3


@pytest.mark.parametrize("day", [("2026-02-27", 100, 50), (TODAY, 100, 50)])
def test_over_the_cap_only_calls_with_a_seat_are_placed(day: tuple[str, int, int]) -> None:
    """The cap was lowered, or a seat was lost: such calls can only mend it."""
    assert ledger(day).room(TODAY, None, 100, 1, 4) == 3


def test_the_ledger_forgets_what_is_older_than_thirty_days() -> None:
    cap = Cap()
    for number in range(90):
        day = (date(2026, 1, 1) + timedelta(number)).isoformat()
        cap.answered(day)
        assert cap.room(day, None, 0, 0, 1) == 1
    assert len(cap.days) <= WINDOW + 1
    assert len(cap.windows) <= 2
