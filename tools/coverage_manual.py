"""Which commands and events of the interface manual the tests on a real switch name.

Read from the tests in tests/e2e by their names: the manual's (`requestHold`), or the SDK's
(`request_hold`). Ends with 1 when one is named by none but those that are still to be built.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from callseat.client.commands import EVENTS
from callseat.domain import commands, notices

ROOT = Path(__file__).resolve().parent.parent
STILL_TO_BE_BUILT: tuple[str, ...] = ()


def main() -> int:
    """Print a line for each name."""
    texts = {path.name: path.read_text() for path in sorted((ROOT / "tests/e2e").glob("*.py"))}
    missing = []
    for name in [*_commands(), *_events()]:
        found = [file for file, text in texts.items() if _is_named(name, text)]
        print(f"{name:24} {', '.join(found) or '-'}")
        if not found and name not in STILL_TO_BE_BUILT:
            missing.append(name)
    total = len(_commands()) + len(_events())
    print(f"{total - len(missing)} of {total} named; missing: {', '.join(missing) or 'none'}")
    return 1 if missing else 0


def _commands() -> list[str]:
    return [
        name
        for row in commands.ROWS
        if not row.EXTENSION
        for name in (row.NAME, *(alias for alias in row.ALIASES if alias.endswith("Ex")))
    ] + list(STILL_TO_BE_BUILT)


def _events() -> list[str]:
    ours = {
        notices.name_of(kind)
        for kind in notices.Notice.__args__
        if getattr(kind, "EXTENSION", False)
    }
    return [name for name in EVENTS if name not in ours]


def _is_named(name: str, text: str) -> bool:
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    return re.search(rf"\b({name}|{snake})\b", text) is not None


if __name__ == "__main__":
    sys.exit(main())
