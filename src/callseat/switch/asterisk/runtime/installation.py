"""An Asterisk that can be started: the words before its options, and where its parts lie."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .errors import UnsuitableError


class Version(NamedTuple):
    """An Asterisk release. A certified or development build counts by its leading numbers."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


OLDEST = Version(22, 10, 1)
"""Security release of June 2026: closes a bypass of read-only ARI users and ARI file writes."""
TOO_NEW = Version(24, 0, 0)


@dataclass(frozen=True, slots=True)
class Installation:
    """Where an Asterisk is and how it is started."""

    command: tuple[str, ...]
    """Program and leading arguments, such as a loader with its library path."""
    modules: Path
    data: Path
    """Folder with `documentation/core-en_US.xml`, without which modules refuse options."""
    version: Version
    origin: str
    """`settings`, `path` or `tree`."""
    environment: dict[str, str] = field(default_factory=dict)


def parse_version(text: str) -> Version:
    """`Asterisk 22.10.1~dfsg+...` to its numbers. Raises UnsuitableError when there are none."""
    found = re.search(r"\b(\d+)\.(\d+)(?:\.(\d+))?", text)
    if not found:
        raise UnsuitableError(
            f"this does not look like an Asterisk's version: {text.strip()[:80]!r}"
        )
    major, minor, patch = found.groups(default="0")
    return Version(int(major), int(minor), int(patch))


def check_version(version: Version) -> None:
    """Raise UnsuitableError outside of [OLDEST, TOO_NEW)."""
    if version < OLDEST:
        raise UnsuitableError(
            f"Asterisk {version} is older than {OLDEST}, which closed security holes in ARI: "
            "upgrade it, or take it off PATH and run `callseat asterisk install`"
        )
    if version >= TOO_NEW:
        raise UnsuitableError(
            f"Asterisk {version} is newer than the releases that Callseat is tested with "
            f"(below {TOO_NEW.major}): run `callseat asterisk install`"
        )
