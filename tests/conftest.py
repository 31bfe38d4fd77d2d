"""Fixtures that every test may use, one language whatever the tester's locale is, and the order."""

import os

import pytest

pytest_plugins = ["tests.support.asterisk"]
os.environ["CALLSEAT_LANGUAGE"] = "en"

# A long file that is begun last leaves all workers but one without work.
LONG = ("tests/e2e/", "tests/simulation/", "tests/contract/", "tests/cli/", "tests/admin/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Folders with long files first; within them nothing moves."""
    items.sort(
        key=lambda item: min(
            (LONG.index(one) for one in LONG if one in item.nodeid), default=len(LONG)
        )
    )
