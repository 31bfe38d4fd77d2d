"""The columns: named once, headed in both languages, and each defined in both documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from callseat.domain.status import Status
from callseat.store.reports.columns import CAMPAIGNS, FLOWS, GROUPS, QUEUES, SEATS

DOCUMENTS = Path(__file__).parents[3] / "docs" / "howto"


@pytest.mark.parametrize("columns", [SEATS, GROUPS, QUEUES, FLOWS, CAMPAIGNS])
def test_names_and_headings_are_unique(columns) -> None:
    for told in ("name", "zh", "en"):
        values = [getattr(column, told) for column in columns]
        assert sorted(values) == sorted(set(values))
        assert all(values)


@pytest.mark.parametrize("name", ["reports.md", "reports.zh-CN.md"])
def test_each_column_is_defined(name: str) -> None:
    text = (DOCUMENTS / name).read_text()
    headings = r"^## (?:Columns of (?:queues|flows|campaigns)|(?:队列|流程|活动)的列)$"
    seats, queues, flows, campaigns = re.split(headings, text, flags=re.MULTILINE)
    parts = (
        (SEATS, seats),
        (GROUPS, seats),
        (QUEUES, queues),
        (FLOWS, flows),
        (CAMPAIGNS, campaigns),
    )
    for columns, part in parts:
        first_cells = re.findall(r"^\|([^|]+)\|", part, flags=re.MULTILINE)
        defined = re.findall(r"`(\w+)`", "".join(first_cells))
        assert {column.name for column in columns} - set(defined) == set()


def test_each_status_has_a_count_and_a_time() -> None:
    names = {column.name for column in SEATS}
    for status in set(Status) - {Status.OFFLINE}:
        assert {f"{status.name.lower()}_count", f"{status.name.lower()}_ms"} <= names
