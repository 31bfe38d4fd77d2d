"""Spans and their borders: over midnight, and where clocks are changed."""

from __future__ import annotations

from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callseat.store.reports.span import By, Span, SpanError, borders, parse_span

BERLIN = ZoneInfo("Europe/Berlin")
SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUTE = 60_000
HOUR = 60 * MINUTE
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
         "Africa/Cairo", "Pacific/Apia", "UTC")  # fmt: skip


def labels(span: Span, by: By) -> list[str]:
    return [span.shown(border) for border in borders(span, by)]


def test_a_date_is_a_whole_day_and_the_last_one_is_included() -> None:
    span = parse_span("2026-11-01", "2026-11-30", SHANGHAI)
    assert span.shown(span.start) == "2026-11-01T00:00+08:00"
    assert span.shown(span.until) == "2026-12-01T00:00+08:00"
    assert len(borders(span, By.DAY)) == 31


def test_a_time_is_local_and_exclusive_or_has_an_offset() -> None:
    span = parse_span("2026-11-01T08:00", "2026-11-01T02:00:00.250+00:00", SHANGHAI)
    assert span.until - span.start == 2 * HOUR + 250
    assert span.shown(span.until) == "2026-11-01T10:00:00.250+08:00"


def test_the_day_on_which_clocks_go_forward_has_23_hours() -> None:
    span = parse_span("2026-03-29", "2026-03-29", BERLIN)
    assert span.until - span.start == 23 * HOUR
    hours = labels(span, By.HOUR)
    assert len(hours) == 24
    assert hours[1:3] == ["2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00"]


def test_the_day_on_which_clocks_go_back_has_25_hours_two_of_them_distinct() -> None:
    span = parse_span("2026-10-25", "2026-10-25", BERLIN)
    assert span.until - span.start == 25 * HOUR
    hours = labels(span, By.HOUR)
    assert len(hours) == 26
    assert hours[2:5] == [
        "2026-10-25T02:00+02:00",
        "2026-10-25T02:00+01:00",
        "2026-10-25T03:00+01:00",
    ]
    assert len(set(labels(span, By.QUARTER))) == 101


def test_days_stay_local_over_both_changes() -> None:
    span = parse_span("2026-01-01", "2026-12-31", BERLIN)
    days = labels(span, By.DAY)
    assert len(days) == 366
    assert {day[11:16] for day in days} == {"00:00"}
    lengths = [b - a for a, b in pairwise(borders(span, By.DAY))]
    assert sorted(set(lengths)) == [23 * HOUR, 24 * HOUR, 25 * HOUR]
    assert (lengths.count(23 * HOUR), lengths.count(25 * HOUR)) == (1, 1)


def test_a_change_of_half_an_hour_leaves_hours_full_afterwards() -> None:
    span = parse_span("2026-04-05", "2026-04-05", ZoneInfo("Australia/Lord_Howe"))
    assert [label[11:16] for label in labels(span, By.HOUR)[:5]] == [
        "00:00", "01:00", "01:30", "02:00", "03:00",
    ]  # fmt: skip


def test_a_day_without_a_midnight_begins_when_its_clock_does() -> None:
    span = parse_span("2026-04-24", "2026-04-24", ZoneInfo("Africa/Cairo"))
    assert span.shown(span.start) == "2026-04-24T01:00+03:00"
    assert len(borders(span, By.HOUR)) == 24


@given(
    zone=st.sampled_from(ZONES),
    start=st.integers(1_300_000_000_000, 1_900_000_000_000),
    length=st.integers(1, 60 * 24 * HOUR),
    by=st.sampled_from(By),
)
def test_borders_rise_from_the_start_to_the_end_at_full_pieces(
    zone: str, start: int, length: int, by: By
) -> None:
    span = Span(start, start + length, ZoneInfo(zone))
    found = borders(span, by)
    assert (found[0], found[-1]) == (span.start, span.until)
    assert all(a < b for a, b in pairwise(found))
    full = {By.QUARTER: 15, By.HALF: 30, By.HOUR: 60}.get(by)
    for border in found[1:-1] if full else ():
        minute = int(span.shown(border)[14:16])
        # A change of half an hour may begin a piece of an hour at its half.
        assert minute % full == 0 or (zone == "Australia/Lord_Howe" and minute == 30)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2026-11-02", "2026-11-01", "ends before it begins"),
        ("2026-11-01T10:00", "2026-11-01T10:00", "ends before it begins"),
        ("yesterday", "2026-11-01", "neither a date"),
        ("2026-02-30", "2026-11-01", "neither a date"),
        ("2026-11-01", "2026-11-01T99:00", "neither a date"),
        ("\x1b[31m'; DROP", "2026-11-01", r"\x1b[31m'; DROP"),
        ("0001-01-01", "2026-11-01", "must be from 1971"),
        ("2026-11-01", "9999-12-31", "must be from 1971"),
        ("x" * 10_000, "2026-11-01", "neither a date"),
    ],
)
def test_a_bad_span_is_a_short_sentence(first: str, last: str, sentence: str) -> None:
    with pytest.raises(SpanError) as refused:
        parse_span(first, last, SHANGHAI)
    assert sentence in str(refused.value)
    assert len(str(refused.value)) < 150


def test_a_span_of_too_many_pieces_is_refused_before_they_are_made() -> None:
    span = parse_span("1971-01-01", "2998-12-31", SHANGHAI)
    with pytest.raises(SpanError, match="too long to be cut by 15m"):
        borders(span, By.QUARTER)
    assert len(borders(span, By.ALL)) == 2
