"""Hatchling's hook: a wheel without the built pages is no wheel of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebIsBuilt(BuildHookInterface):  # type: ignore[type-arg] # generic only for its own builders
    """Fails the build of a wheel when `make web` has not been run. Editable installs need none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del build_data
        if version == "standard" and not (Path(self.root) / "src/callseat/web/ui").is_dir():
            raise RuntimeError("src/callseat/web is not built: run `make web` first")
