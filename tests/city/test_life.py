"""A city's beginning and end: two at once, load that is accounted for, nothing left behind."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from callseat.city import BUSY, City, CitySettings, Load
from callseat.city.load import fates
from callseat.switch.asterisk.runtime.installation import Installation

pytestmark = pytest.mark.real


def processes_in(folder: Path) -> list[str]:
    """Command lines that name the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in line:
            found.append(line)
    return found


async def test_two_cities_call_each_other_and_leave_nothing(
    tmp_path: Path, asterisk_installation: Installation
) -> None:
    first = await City.start(CitySettings(("127.0.0.1", 9), tmp_path / "a", asterisk_installation))
    # The second one's server is the first one's carrier: its calls arrive there.
    second = await City.start(CitySettings(first.trunk, tmp_path / "b", asterisk_installation))
    try:
        assert processes_in(tmp_path / "a")
        caller = await second.call("913800138000")
        called = await first.receives("913800138000")
        await caller.until("answered")
        await asyncio.gather(called.hears(caller), caller.hears(called))
        first.answering("913800138001", BUSY)
        done = await second.place_calls(
            Load("913800138000", count=10, rate=10, talk=0.5)
        ) + await second.place_calls(Load("913800138001", count=10, rate=20))
        assert fates(done) == {"answered": 10, "486": 10}
        assert all(one.ending is not None for one in done)
    finally:
        await asyncio.gather(first.stop(), second.stop())
    assert called.ending is not None
    assert processes_in(tmp_path) == []
    assert os.listdir(tmp_path) == []  # noqa: PTH208


async def test_a_city_that_cannot_start_leaves_nothing(
    tmp_path: Path, asterisk_installation: Installation
) -> None:
    place = tmp_path / ("long" * 30)
    with pytest.raises(Exception, match="too long"):
        await City.start(CitySettings(("127.0.0.1", 9), place, asterisk_installation))
    assert processes_in(tmp_path) == []
    assert not place.exists()
