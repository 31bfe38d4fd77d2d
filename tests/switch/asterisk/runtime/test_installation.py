"""Which releases may run."""

import pytest

from callseat.switch.asterisk.runtime.errors import UnsuitableError
from callseat.switch.asterisk.runtime.installation import Version, check_version, parse_version


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Asterisk 22.10.1+dfsg+~cs6.17.60671434-1", Version(22, 10, 1)),
        ("Asterisk 22.11", Version(22, 11, 0)),
        ("Asterisk certified/22.8-cert1", Version(22, 8, 0)),
        ("Asterisk GIT-22.12.0-rc1", Version(22, 12, 0)),
    ],
)
def test_versions_are_read(text: str, version: Version) -> None:
    assert parse_version(text) == version


def test_other_programs_are_refused() -> None:
    with pytest.raises(UnsuitableError, match="does not look like"):
        parse_version("command not found")


@pytest.mark.parametrize("version", [(22, 10, 1), (22, 11, 0), (23, 4, 0)])
def test_suitable_releases(version: tuple[int, int, int]) -> None:
    check_version(Version(*version))


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        ((22, 10, 0), "older than 22.10.1"),
        ((20, 19, 0), "older"),
        ((22, 9, 9), "older"),
        ((24, 0, 0), "newer"),
    ],
)
def test_others_are_refused_and_told_what_to_do(version: tuple[int, int, int], reason: str) -> None:
    with pytest.raises(UnsuitableError, match=f"{reason}.*callseat asterisk install"):
        check_version(Version(*version))
