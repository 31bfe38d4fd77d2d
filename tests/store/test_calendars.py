"""Calendars: kept whole, refused with a sentence, imported from files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callseat.domain.directory import Account, Calendar, Group, Holiday, Project, Span
from callseat.store.directory.calendar_file import CalendarFileError, import_calendar
from callseat.store.directory.calendars import check_calendar
from callseat.store.errors import ConflictError, DirectoryError, NotThereError

OFFICE = Calendar(
    "office",
    "办公时间",
    "Asia/Shanghai",
    (Span(0, "09:00", "12:00"), Span(0, "13:00", "18:00"), Span(6, "22:00", "04:00")),
    (
        Holiday("2026-10-01", "国庆节"),
        Holiday("2026-10-02", "", (("10:00", "11:30"), ("13:00", "24:00"))),
    ),
)
FILE = """\ufeffday,begin,end,name
mon,08:00,12:00
MON,13:00,17:30,
tue,,
2027-01-01,,,New Year
2026-10-02,09:00,10:00,Short
2026-10-02,11:00,12:00,

"""


async def test_what_goes_in_comes_out(store) -> None:
    calendars = store.directory.calendars
    await calendars.add(OFFICE)
    assert await calendars.every() == (OFFICE,)
    assert (await store.directory.load()).calendars == (OFFICE,)
    changed = replace(OFFICE, name="", timezone="UTC", week=(), holidays=OFFICE.holidays[:1])
    await calendars.change(changed)
    assert await calendars.every() == (changed,)
    with pytest.raises(ConflictError, match="already a calendar office"):
        await calendars.add(OFFICE)
    with pytest.raises(NotThereError):
        await calendars.change(replace(OFFICE, code="other"))
    await calendars.remove("office")
    assert await calendars.every() == ()


async def test_a_project_goes_by_a_calendar_that_stays(store) -> None:
    directory = store.directory
    await directory.calendars.add(OFFICE)
    await directory.flows.save("code: main\nstart: a\nnodes: {a: {kind: hangup}}", 0, "test")
    project = Project("P1", flow="main", calendar="office", closed_flow="main", most_calls=5)
    await directory.projects.add(project)
    assert await directory.projects.every() == (project,)
    with pytest.raises(ConflictError, match="still used by P1"):
        await directory.calendars.remove("office")
    await directory.projects.change(replace(project, flow=""))
    with pytest.raises(ConflictError, match="still used by P1"):
        await directory.flows.remove("main")
    for bad in (
        replace(project, calendar="none"),
        replace(project, closed_flow="none"),
        replace(project, closed_flow=""),
        replace(project, calendar=""),
        replace(project, most_calls=-1),
    ):
        with pytest.raises(DirectoryError):
            await directory.projects.change(bad)


async def test_what_an_active_flow_names_stays(store) -> None:
    directory = store.directory
    await directory.calendars.add(OFFICE)
    await directory.groups.add(Group("north"))
    await directory.accounts.add(Account("anna"), "long enough")
    text = """
        code: main
        start: a
        nodes:
          a: {kind: hours, calendar: office, open: b, closed: c}
          b: {kind: voicemail, box: north, next: c}
          c: {kind: voicemail, box: anna, next: d}
          d: {kind: hangup}
    """
    await directory.flows.save(text, 0, "test")
    for removing in (
        directory.calendars.remove("office"),
        directory.groups.remove("north"),
        directory.accounts.remove("anna"),
    ):
        with pytest.raises(ConflictError, match="still used by main"):
            await removing
    assert [flow.code for flow in (await directory.load()).flows] == ["main"]
    await directory.flows.remove("main")
    await directory.calendars.remove("office")
    await directory.groups.remove("north")
    await directory.accounts.remove("anna")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "a b"}, "not allowed"),
        ({"timezone": "Mars/Olympus"}, "no time zone 'Mars/Olympus'"),
        ({"timezone": "../etc/passwd"}, "no time zone"),
        ({"timezone": ""}, "no time zone"),
        ({"week": (Span(7, "09:00", "10:00"),)}, "weekday"),
        ({"week": (Span(0, "9:00", "10:00"),)}, "of Monday is not one like"),
        ({"week": (Span(0, "24:00", "10:00"),)}, "is not one like"),
        ({"week": (Span(0, "09:00", "10:60"),)}, "is not one like"),
        ({"week": (Span(1, "09:00", "12:00"), Span(1, "11:59", "13:00"))}, "Tuesday overlap"),
        ({"week": (Span(1, "20:00", "04:00"), Span(1, "23:00", "23:30"))}, "Tuesday overlap"),
        ({"holidays": (Holiday("2026-02-29"),)}, "'2026-02-29' is not a date"),
        ({"holidays": (Holiday("20260228"),)}, "is not a date"),
        ({"holidays": (Holiday("2026-02-28"), Holiday("2026-02-28"))}, "named twice"),
        ({"holidays": (Holiday("2026-02-28", "a\nb"),)}, "control characters"),
        ({"holidays": (Holiday("2026-02-28", "", (("x", "y"),)),)}, "2026-02-28 is not one like"),
    ],
)
def test_what_is_wrong_is_refused(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(DirectoryError, match=sentence):
        check_calendar(replace(OFFICE, **changes))  # type: ignore[arg-type]


def test_a_file_replaces_the_days_that_it_names() -> None:
    found = import_calendar(replace(OFFICE, week=(*OFFICE.week, Span(1, "09:00", "10:00"))), FILE)
    assert found.week == (
        Span(0, "08:00", "12:00"),
        Span(0, "13:00", "17:30"),
        Span(6, "22:00", "04:00"),
    )
    assert found.holidays == (
        OFFICE.holidays[0],
        Holiday("2026-10-02", "Short", (("09:00", "10:00"), ("11:00", "12:00"))),
        Holiday("2027-01-01", "New Year"),
    )
    assert import_calendar(found, FILE) == found
    assert import_calendar(OFFICE, "") == OFFICE


def test_every_fault_of_a_file_is_told_with_its_line() -> None:
    text = "day,begin,end\nmonday,09:00,10:00\n2026-13-01\nmon,9,10\nmon,09:00,10:00,,more\n"
    with pytest.raises(CalendarFileError) as refused:
        import_calendar(OFFICE, text)
    assert [line for line, _ in refused.value.faults] == [2, 3, 4, 5]
    assert "line 3: '2026-13-01' is not a date like" in str(refused.value)
    for bad in ('"', 'mon,"09:00,', "\0", "mon,09:00,10:00\nmon,09:30,11:00"):
        with pytest.raises(DirectoryError):
            import_calendar(OFFICE, bad)
