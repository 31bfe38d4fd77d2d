"""Fixtures that every test may use, one language whatever the tester's locale is, and the order."""

import os

import pytest

pytest_plugins = ["tests.support.asterisk"]
os.environ["CALLSEAT_LANGUAGE"] = "en"

# Sound has no time to wait for a processor: of the files with real telephones two are at work at
# once, however many workers there are, and they are begun first. Seconds of the long ones:
TELEPHONES = ("tests/e2e/", "tests/contract/", "tests/browser/")
LANES = 2
USUAL = 25
LONG = {
    "test_hearing_pairs.py": 170,
    "test_random_calls.py": 140,
    "test_recording_shapes.py": 100,
    "test_campaign.py": 90,
    "test_flows.py": 85,
    "test_load.py": 60,
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files stay whole; see TELEPHONES."""
    lanes = _lanes(dict.fromkeys(_file(item) for item in items))
    items.sort(key=lambda item: _file(item) not in lanes)
    for item in items:
        group = lanes.get(_file(item), _file(item))
        item.add_marker(pytest.mark.xdist_group(group))


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _lanes(files: dict[str, None]) -> dict[str, str]:
    """The lane of each file with telephones, all lanes about as long."""
    full = [0] * LANES
    lanes = {}
    wanted = {file: LONG.get(file.rpartition("/")[2], USUAL) for file in files}
    for file in sorted(wanted, key=lambda file: -wanted[file]):
        if any(one in file for one in TELEPHONES):
            lane = full.index(min(full))
            full[lane] += wanted[file]
            lanes[file] = f"telephones {lane + 1}"
    return lanes
