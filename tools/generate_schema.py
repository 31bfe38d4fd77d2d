"""Write what is generated from the tables of commands and events (the schema, the references, the
names in the Python SDK) and from the REST API. With --check: write nothing, fail if something is
stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

from callseat.admin.application import openapi_json
from flow_schema import flow_schema
from protocol_client import python_client
from protocol_reference import commands_page, events_page
from protocol_schema import openrpc
from protocol_typescript import typescript

ROOT = Path(__file__).resolve().parent.parent


def generated() -> dict[Path, str]:
    """Every generated file with what belongs in it."""
    return {
        ROOT / "schema/openrpc.json": openrpc(),
        ROOT / "schema/openapi.json": openapi_json(),
        ROOT / "schema/flow.json": flow_schema(),
        ROOT / "docs/protocol/commands.en.md": commands_page("en"),
        ROOT / "docs/protocol/commands.zh.md": commands_page("zh"),
        ROOT / "docs/protocol/events.en.md": events_page("en"),
        ROOT / "docs/protocol/events.zh.md": events_page("zh"),
        ROOT / "src/callseat/client/commands.py": python_client(),
        ROOT / "web/sdk/src/commands.ts": typescript(),
    }


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    stale = 0
    for path, text in generated().items():
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        stale += 1
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
