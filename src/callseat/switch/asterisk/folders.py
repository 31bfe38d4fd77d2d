"""Where Asterisk writes what it records, and where that comes to lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folders:
    """Calls come from `monitor` to `recordings`, messages from `spool` to `messages`."""

    monitor: Path
    spool: Path
    recordings: Path
    messages: Path
