"""Open or closed: weekdays, holidays, midnight, clocks that are changed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callseat.domain.calendar import is_open
from callseat.domain.directory import Calendar, Holiday, Project, Span
from callseat.domain.flow.flow import Answer, HangUp
from callseat.domain.inputs import DirectoryLoaded
from tests.domain.playbook import START, a_directory
from tests.domain.scenes import call_in, contact_of, end_leg, flow_of, opened

OFFICE = Calendar(
    "office",
    week=(
        *(Span(day, "09:00", "12:00") for day in range(5)),
        *(Span(day, "13:30", "18:00") for day in range(5)),
        Span(5, "22:00", "02:00"),
    ),
    holidays=(
        Holiday("2026-10-01", "National Day"),
        Holiday("2026-10-02", "", (("10:00", "11:00"),)),
        Holiday("2026-10-11", "Instead of the 9th", (("09:00", "24:00"),)),
    ),
)


def at(text: str, zone: str = "Asia/Shanghai", fold: int = 0) -> int:
    moment = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)
    return int(moment.timestamp() * 1000)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-09-28T08:59:59", False),  # a Monday
        ("2026-09-28T09:00:00", True),
        ("2026-09-28T11:59:59", True),
        ("2026-09-28T12:00:00", False),
        ("2026-09-28T13:30:00", True),
        ("2026-10-01T10:00:00", False),
        ("2026-10-02T09:30:00", False),
        ("2026-10-02T10:59:00", True),
        ("2026-10-03T21:59:00", False),  # a Saturday
        ("2026-10-03T22:00:00", True),
        ("2026-10-04T01:59:59", True),
        ("2026-10-04T02:00:00", False),
        ("2026-10-11T08:59:00", False),
        ("2026-10-11T23:59:59", True),
        ("2026-10-12T00:00:00", False),
    ],
)
def test_when_the_office_is_open(moment: str, expected: bool) -> None:
    assert is_open(OFFICE, at(moment)) is expected


def test_the_zone_is_the_calendars_own() -> None:
    week = (Span(0, "09:00", "10:00"),)
    moment = at("2026-09-28T09:30:00", "Asia/Tokyo")
    assert is_open(Calendar("a", timezone="Asia/Tokyo", week=week), moment)
    assert not is_open(Calendar("b", timezone="Asia/Shanghai", week=week), moment)


def test_a_holiday_does_not_end_the_night_before() -> None:
    calendar = Calendar(
        "night", week=(Span(2, "20:00", "04:00"),), holidays=(Holiday("2026-10-01"),)
    )
    assert is_open(calendar, at("2026-10-01T03:59:00"))  # the night of Wednesday
    assert not is_open(calendar, at("2026-10-01T04:00:00"))


def test_all_day_and_all_night() -> None:
    always = Calendar("always", week=tuple(Span(day, "00:00", "00:00") for day in range(7)))
    for hour in range(24 * 8):
        assert is_open(always, START + hour * 3_600_000)
    assert not is_open(Calendar("never"), START)


def test_when_clocks_are_changed() -> None:
    zone = "Europe/Berlin"
    calendar = Calendar("b", timezone=zone, week=(Span(6, "02:00", "03:00"),))
    autumn, spring = "2026-10-25T02:30:00", "2026-03-29T03:00:00"
    assert is_open(calendar, at(autumn, zone, fold=0))
    assert is_open(calendar, at(autumn, zone, fold=1))
    assert not is_open(calendar, at("2026-10-25T03:00:00", zone))
    assert not is_open(calendar, at(spring, zone) - 1000)  # 01:59:59, and then it is 03:00
    assert not is_open(calendar, at(spring, zone))


@given(st.integers(0, 1439), st.integers(0, 1439), st.integers(0, 10_079))
def test_every_minute_of_a_week_is_as_written(begin: int, end: int, minute: int) -> None:
    def text(number: int) -> str:
        return f"{number // 60:02}:{number % 60:02}"

    calendar = Calendar("c", timezone="UTC", week=(Span(2, text(begin), text(end)),))
    monday = at("2026-09-28T00:00:00", "UTC")
    first = 2 * 1440 + begin
    last = 2 * 1440 + (end if end > begin else end + 1440)
    assert is_open(calendar, monday + minute * 60_000) is (first <= minute < last)


# --- projects ------------------------------------------------------------------------------------

FLOWS = (flow_of("day", a=Answer("b"), b=HangUp()), flow_of("night", b=HangUp()))
OPEN_NOW = Calendar("now", timezone="UTC", week=(Span(1, "22:00", "23:00"),))  # START is Tuesday


def test_a_project_goes_by_its_calendar() -> None:
    project = Project(
        "P1", service_numbers=("4001",), flow="day", calendar="now", closed_flow="night"
    )
    play = opened(projects=(project,), flows=FLOWS, calendars=(OPEN_NOW,))
    call_in(play, "k1")
    play.wants("""
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s
        Answer leg=k1
        HangUp leg=k1
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s ended_at=+0s outcome=served released_by=flow cause=normal
    """)
    play.now += 3_600_000  # it is 23:13
    play.forget()
    call_in(play, "k2")
    play.wants("""
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+3600s
        HangUp leg=k2
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+3600s ended_at=+3600s outcome=served released_by=flow cause=normal
    """)


def test_of_a_full_project_the_next_caller_hears_that_it_is_busy() -> None:
    project = Project("P1", service_numbers=("4001", "4009"), flow="straight", most_calls=2)
    play = opened(projects=(project,))
    call_in(play, "k1")
    call_in(play, "k2", callee="4009")
    play.forget()
    call_in(play, "k3")
    play.wants("""
        HangUp leg=k3 reason=busy
        Save EventRow event_id=e-B-6 at=+0s kind=project_full detail=13800138000 to 4001
    """)
    end_leg(play, "k1")
    call_in(play, "k4")
    assert contact_of(play, "k4")
    for leg in ("k2", "k4"):
        end_leg(play, leg)
    assert play.world.callers_in == {}


def test_a_limit_that_changes_acts_on_the_next_caller() -> None:
    play = opened()
    call_in(play, "k1")
    project = Project("P1", service_numbers=("4001",), flow="straight", most_calls=1)
    play.do(DirectoryLoaded(play.now, a_directory(projects=(project,))))
    call_in(play, "k2")
    assert "k2" not in play.world.legs
    assert "k1" in play.world.legs
