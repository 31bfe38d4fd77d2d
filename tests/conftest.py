"""Fixtures that every test may use, one language whatever the tester's locale is, and the order."""

import os
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

pytest_plugins = ["tests.support.asterisk"]
os.environ["CALLSEAT_LANGUAGE"] = "en"

# Sound has no time to wait for a processor: of the files with real telephones two are at work at
# once, however many workers there are, and they are begun first. Seconds of the long ones:
TELEPHONES = ("e2e", "contract", "browser")
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


def _lanes() -> dict[str, str]:
    """The lane of each file with telephones, all lanes about as long."""
    here = Path(__file__).parent
    files = [file for folder in TELEPHONES for file in sorted(here.glob(f"{folder}/test_*.py"))]
    full = [0] * LANES
    lanes = {}
    for file in sorted(files, key=lambda file: -LONG.get(file.name, USUAL)):
        lane = full.index(min(full))
        full[lane] += LONG.get(file.name, USUAL)
        lanes[file.relative_to(here.parent).as_posix()] = f"telephones {lane + 1}"
    return lanes


LANE_OF = _lanes()


class Lanes(LoadFileScheduling):
    """A file's tests stay together, and so do the files of a lane."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return LANE_OF.get(file, file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Lanes:
    return Lanes(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with telephones first; else nothing moves."""
    items.sort(key=lambda item: item.nodeid.partition("::")[0] not in LANE_OF)
